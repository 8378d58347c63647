/* main is the application's. */
typedef int zephyr_has_no_main_of_its_own;
