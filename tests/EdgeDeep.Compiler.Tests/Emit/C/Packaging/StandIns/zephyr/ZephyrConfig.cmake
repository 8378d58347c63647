# What an application and a module use of Zephyr's build system, for this machine.
set(standin ${CMAKE_CURRENT_LIST_DIR})
project(Zephyr-Kernel C)

file(STRINGS ${CMAKE_SOURCE_DIR}/prj.conf settings REGEX "^CONFIG_[A-Z0-9_]+=")
foreach(setting ${settings})
    string(REGEX MATCH "^(CONFIG_[A-Z0-9_]+)=(.*)$" match ${setting})
    set(${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
endforeach()

add_library(zephyr_interface INTERFACE)
add_library(app STATIC)

function(zephyr_library_named name)
    add_library(${name} STATIC)
    target_link_libraries(${name} PRIVATE zephyr_interface)
    target_link_libraries(app PUBLIC ${name})
    set(ZEPHYR_CURRENT_LIBRARY ${name} PARENT_SCOPE)
endfunction()

function(zephyr_library_sources)
    target_sources(${ZEPHYR_CURRENT_LIBRARY} PRIVATE ${ARGN})
endfunction()

function(zephyr_library_sources_ifdef feature)
    if(${${feature}})
        target_sources(${ZEPHYR_CURRENT_LIBRARY} PRIVATE ${ARGN})
    endif()
endfunction()

function(zephyr_library_compile_options)
    target_compile_options(${ZEPHYR_CURRENT_LIBRARY} PRIVATE ${ARGN})
endfunction()

function(zephyr_include_directories)
    target_include_directories(zephyr_interface INTERFACE ${ARGN})
endfunction()

target_link_libraries(app PUBLIC zephyr_interface)
set(number 0)
foreach(module ${ZEPHYR_EXTRA_MODULES})
    if(NOT EXISTS ${module}/zephyr/module.yml)
        message(FATAL_ERROR "${module} is no module")
    endif()
    math(EXPR number "${number} + 1")
    add_subdirectory(${module}/zephyr ${CMAKE_BINARY_DIR}/modules/${number})
endforeach()

add_executable(zephyr_final ${standin}/empty.c)
target_link_libraries(zephyr_final PRIVATE app)
