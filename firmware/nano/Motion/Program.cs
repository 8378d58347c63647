using System.Device.Gpio;
using System.Device.I2c;
using System.Threading;

namespace EdgeDeep.Firmware.Motion;

/// <summary>The application. Wiring: MPU-6050 on I2C bus 1 (ESP32: SDA 18, SCL 19), an LED on pin 2.</summary>
public static class Program
{
    private const int I2cBus = 1;
    private const int LedPin = 2;

    /// <summary>Runs until the power goes.</summary>
    public static void Main()
    {
        GpioController gpio = new GpioController();
        GpioPin led = gpio.OpenPin(LedPin, PinMode.Output);
        Mpu6050 sensor = new Mpu6050(I2cDevice.Create(new I2cConnectionSettings(I2cBus, Mpu6050.DefaultAddress, I2cBusSpeed.FastMode)));
        MotionApp app = new MotionApp(sensor, led);
        while (true)
        {
            if (!app.Step())
            {
                Thread.Sleep(20);
            }
        }
    }
}
