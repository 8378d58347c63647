using System.CommandLine;
using System.Device.I2c;
using System.Globalization;
using EdgeDeep.Devices.Sensors;
using EdgeDeep.Devices.Simulation;
using EdgeDeep.Perception.Motion;

namespace EdgeDeep.Cli.Commands;

/// <summary>Which accelerometer is read; each command gets its own copy.</summary>
internal sealed class SensorOptions
{
    private static readonly string[] Names = ["mpu6050", "lis3dh", "adxl345"];

    private readonly Option<string> _sensor = new("--sensor") { Description = "mpu6050 (default), lis3dh or adxl345, on I2C", HelpName = "NAME" };
    private readonly Option<int> _bus = new("--bus") { Description = "Number of the I2C bus", DefaultValueFactory = _ => 1, HelpName = "N" };
    private readonly Option<string> _address = new("--address") { Description = "Address on the bus, such as 0x69 (default: the sensor's)", HelpName = "ADDRESS" };
    private readonly Option<string> _simulate = new("--simulate") { Description = "Instead of a sensor: a recording, in real time through the registers of an MPU-6050 in memory", HelpName = "FILE.csv" };

    /// <summary>Gives the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_sensor, _bus, _address, _simulate])
        {
            command.Add(option);
        }
    }

    /// <summary>Refuses the options where something else excludes them.</summary>
    public void RefuseWith(CommandContext context, string other)
    {
        if (((Option[])[_sensor, _bus, _address, _simulate]).FirstOrDefault(option => context.Parse.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new UsageException($"{given.Name} is for sensing live and does not go with {other}");
        }
    }

    /// <summary>Opens the sensor.</summary>
    /// <param name="context">The command.</param>
    /// <param name="rate">Moments a second that are wanted.</param>
    /// <returns>The sensor, and what it is for people.</returns>
    public (MotionSensor Sensor, string Name) Open(CommandContext context, double rate)
    {
        if (context.Value(_simulate) is { } recording)
        {
            return context.Value(_sensor) is null
                ? (new ReplayedMotion(MotionTable.Read(recording), rate), recording)
                : throw new UsageException("Give one of --sensor and --simulate");
        }

        string name = context.Value(_sensor) ?? Names[0];
        int number = context.Value(_bus);
        int address = context.Value(_address) is { } text ? AddressOf(text) : name switch
        {
            "lis3dh" => Lis3dh.DefaultAddress,
            "adxl345" => Adxl345.DefaultAddress,
            _ => Mpu6050.DefaultAddress,
        };
        if (!Names.Contains(name))
        {
            throw new UsageException($"--sensor takes {string.Join(", ", Names)}, not '{name}'");
        }

        if (!File.Exists($"/dev/i2c-{number}"))
        {
            throw new CommandException($"there is no I2C bus {number} (/dev/i2c-{number}); switch I2C on ('sudo raspi-config nonint do_i2c 0'), name another with --bus, or try --simulate FILE.csv.");
        }

        I2cDevice device = I2cDevice.Create(new I2cConnectionSettings(number, address));
        MotionSensor sensor = name switch { "lis3dh" => new Lis3dh(device, rate), "adxl345" => new Adxl345(device, rate), _ => new Mpu6050(device, rate) };
        if (Math.Abs(sensor.SampleRate - rate) > 0.02 * rate)
        {
            context.Say("warning", FormattableString.Invariant($"the sensor gives {sensor.SampleRate:0.##} moments a second where the model expects {rate:0.##}."));
        }

        return (sensor, $"{name} on bus {number}");
    }

    private static int AddressOf(string text)
    {
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return int.TryParse(isHex ? text[2..] : text, isHex ? NumberStyles.HexNumber : NumberStyles.None, CultureInfo.InvariantCulture, out int address) && address is > 2 and < 0x78
            ? address
            : throw new UsageException($"--address takes an address from 0x03 to 0x77, not '{text}'");
    }
}
