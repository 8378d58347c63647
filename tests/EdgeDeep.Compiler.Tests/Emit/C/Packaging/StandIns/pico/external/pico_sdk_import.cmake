# What an example uses of the Pico SDK, for this machine.
set(standin ${CMAKE_CURRENT_LIST_DIR}/..)

macro(pico_sdk_init)
    add_library(pico_stdlib INTERFACE)
    target_include_directories(pico_stdlib INTERFACE ${standin}/include)
endmacro()

function(pico_enable_stdio_usb target enabled)
    get_target_property(type ${target} TYPE)
endfunction()

function(pico_enable_stdio_uart target enabled)
    get_target_property(type ${target} TYPE)
endfunction()

function(pico_add_extra_outputs target)
    get_target_property(type ${target} TYPE)
endfunction()
