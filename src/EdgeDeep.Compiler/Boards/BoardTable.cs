namespace EdgeDeep.Compiler.Boards;

/// <summary>The boards, one row each.</summary>
public static class BoardTable
{
    private const long K = 1024;
    private const long M = 1024 * K;
    private const long G = 1024 * M;

    /// <summary>All rows.</summary>
    public static IReadOnlyList<BoardProfile> Rows { get; } =
    [
        new(
            "pico", "Raspberry Pi Pico", "RP2040", "Cortex-M0+", 133, 2 * M, 2 * M, 264 * K, 256 * K, FloatUnit.None, IntegerVectors.None, "cortex-m0",
            "RP2040 datasheet (264 KB SRAM, 133 MHz); Pico datasheet (2 MB flash); pico-sdk memmap_default.ld (256 KB in one block)"),
        new(
            "pico2", "Raspberry Pi Pico 2", "RP2350", "Cortex-M33F", 150, 4 * M, 4 * M, 520 * K, 512 * K, FloatUnit.Single, IntegerVectors.Dsp, "cortex-m33",
            "RP2350 datasheet (520 KB SRAM, 150 MHz); Pico 2 datasheet (4 MB flash); pico-sdk memmap_default.ld (512 KB in one block)"),
        new(
            "microbit-v1", "BBC micro:bit v1", "nRF51822", "Cortex-M0", 16, 256 * K, 256 * K, 16 * K, 16 * K, FloatUnit.None, IntegerVectors.None, "cortex-m0",
            "nRF51822 product specification (256 KB flash, 16 KB RAM, 16 MHz); micro:bit hardware pages"),
        new(
            "microbit-v2", "BBC micro:bit v2", "nRF52833", "Cortex-M4F", 64, 512 * K, 512 * K, 128 * K, 128 * K, FloatUnit.Single, IntegerVectors.Dsp, "cortex-m4",
            "nRF52833 product specification (512 KB flash, 128 KB RAM, 64 MHz); micro:bit hardware pages"),
        new(
            "nano33ble", "Arduino Nano 33 BLE", "nRF52840", "Cortex-M4F", 64, M, 983040, 256 * K, 256 * K, FloatUnit.Single, IntegerVectors.Dsp, "cortex-m4",
            "nRF52840 product specification (1 MB flash, 256 KB RAM, 64 MHz); platform-nordicnrf52 boards/nano33ble.json (983,040 bytes beside the boot loader)"),
        new(
            "nrf52840-dk", "Nordic nRF52840 DK", "nRF52840", "Cortex-M4F", 64, M, M, 256 * K, 256 * K, FloatUnit.Single, IntegerVectors.Dsp, "cortex-m4",
            "nRF52840 product specification (1 MB flash, 256 KB RAM, 64 MHz)"),
        new(
            "stm32f4-discovery", "ST STM32F4DISCOVERY", "STM32F407VGT6", "Cortex-M4F", 168, M, M, 192 * K, 128 * K, FloatUnit.Single, IntegerVectors.Dsp, "cortex-m4",
            "STM32F407 datasheet DS8626 (1 MB flash, 128 KB SRAM and 64 KB CCM, 168 MHz)"),
        new(
            "stm32f746g-disco", "ST 32F746GDISCOVERY", "STM32F746NGH6", "Cortex-M7F", 216, M, M, 340 * K, 320 * K, FloatUnit.Single, IntegerVectors.Dsp, "cortex-m7",
            "STM32F746 datasheet DS10916 (1 MB flash, 320 KB in one block with the DTCM, 16 KB ITCM, 4 KB backup, 216 MHz)"),
        new(
            "stm32h747i-disco", "ST STM32H747I-DISCO", "STM32H747XIH6", "Cortex-M7F", 480, 2 * M, 2 * M, 1060 * K, 512 * K, FloatUnit.Double, IntegerVectors.Dsp, "cortex-m7",
            "STM32H747 datasheet DS12930 (2 MB flash, 512 KB AXI SRAM, 192 KB TCM, 352 KB other SRAM, 4 KB backup, 480 MHz)"),
        new(
            "b-l475e-iot01a", "ST B-L475E-IOT01A Discovery", "STM32L475VGT6", "Cortex-M4F", 80, M, M, 128 * K, 96 * K, FloatUnit.Single, IntegerVectors.Dsp, "cortex-m4",
            "STM32L475 datasheet DS10969 (1 MB flash, SRAM1 96 KB, SRAM2 32 KB, 80 MHz)"),
        new(
            "b-u585i-iot02a", "ST B-U585I-IOT02A Discovery", "STM32U585AII6Q", "Cortex-M33F", 160, 2 * M, 2 * M, 786 * K, 768 * K, FloatUnit.Single, IntegerVectors.Dsp, "cortex-m33",
            "STM32U585 datasheet DS13086 (2 MB flash, 786 KB SRAM, 160 MHz); reference manual RM0456 (SRAM1 to SRAM3 are 768 KB in one block)"),
        new(
            "esp32", "Espressif ESP32-DevKitC (WROOM-32)", "ESP32", "Xtensa LX6", 240, 4 * M, M, 520 * K, 160 * K, FloatUnit.Single, IntegerVectors.None, null,
            "ESP32 datasheet (520 KB SRAM, 240 MHz); ESP-IDF guide 'Memory Types' (160 KB of static data), partitions_singleapp.csv (1 MB for the program)"),
        new(
            "esp32-s3", "Espressif ESP32-S3-DevKitC-1", "ESP32-S3", "Xtensa LX7", 240, 8 * M, M, 512 * K, 341760, FloatUnit.Single, IntegerVectors.Esp32S3, null,
            "ESP32-S3 datasheet (512 KB SRAM, 240 MHz); ESP-IDF ld/esp32s3/memory.ld.in (341,760 bytes shared with code in RAM), partitions_singleapp.csv (1 MB for the program)"),
        new(
            "esp32-c3", "Espressif ESP32-C3-DevKitM-1", "ESP32-C3", "RV32IMC", 160, 4 * M, M, 400 * K, 320 * K, FloatUnit.None, IntegerVectors.None, "riscv32",
            "ESP32-C3 datasheet (400 KB SRAM, 160 MHz); ESP-IDF ld/esp32c3/memory.ld.in (327,680 bytes shared with code in RAM), partitions_singleapp.csv (1 MB for the program)"),
        new(
            "pi-zero2", "Raspberry Pi Zero 2 W", "RP3A0", "Cortex-A53", 1000, null, null, 512 * M, 512 * M, FloatUnit.Double, IntegerVectors.Neon, "pi-zero2",
            "Raspberry Pi Zero 2 W product brief (512 MB, 1 GHz)"),
        new(
            "pi3", "Raspberry Pi 3 Model B+", "BCM2837B0", "Cortex-A53", 1400, null, null, G, G, FloatUnit.Double, IntegerVectors.Neon, "pi-zero2",
            "Raspberry Pi 3 Model B+ product brief (1 GB, 1.4 GHz)"),
        new(
            "pi4", "Raspberry Pi 4 Model B", "BCM2711", "Cortex-A72", 1800, null, null, G, G, FloatUnit.Double, IntegerVectors.Neon, "pi4",
            "Raspberry Pi 4 Model B product brief (1 GB or more, 1.8 GHz)"),
        new(
            "pi5", "Raspberry Pi 5", "BCM2712", "Cortex-A76", 2400, null, null, 2 * G, 2 * G, FloatUnit.Double, IntegerVectors.NeonDotProduct, "pi5",
            "Raspberry Pi 5 product brief (2 GB or more, 2.4 GHz)"),
    ];

    /// <summary>A board by its name; case, spaces, hyphens and underscores do not count.</summary>
    /// <returns>The board; null where there is none of that name.</returns>
    public static BoardProfile? Find(string name) => Rows.FirstOrDefault(row => Plain(row.Name) == Plain(name)) ?? Rows.FirstOrDefault(row => Plain(row.Title) == Plain(name));

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
