namespace EdgeDeep.Cli.Deploying;

/// <summary>What the systemd unit of a device depends on.</summary>
/// <param name="Description">One line.</param>
/// <param name="Root">Folder of the slots on the device.</param>
/// <param name="Units">Folder of the units on the device.</param>
/// <param name="Groups">Groups of the device that own cameras, microphones and buses.</param>
/// <param name="TrustedKey">Public key on the device; null where models need no signature.</param>
/// <param name="NeedsNetwork">Whether the program may open network connections.</param>
internal sealed record ServiceSettings(string Description, string Root, string Units, IReadOnlyList<string> Groups, string? TrustedKey, bool NeedsNetwork);

/// <summary>The systemd unit: a service that says when it is ready, is watched, and may do nothing but what it is for.</summary>
internal static class ServiceUnit
{
    /// <summary>Name of the unit.</summary>
    public const string Name = "edgedeep.service";

    /// <summary>The text of the unit. What it runs stands in the slot, so that a change of slots is one rename.</summary>
    public static string Text(ServiceSettings settings)
    {
        string root = settings.Root;
        string[] lines =
        [
            "[Unit]",
            $"Description={settings.Description}",
            "StartLimitIntervalSec=0",
            .. settings.NeedsNetwork ? ["Wants=network-online.target", "After=network-online.target"] : Array.Empty<string>(),
            string.Empty,
            "[Service]",
            "Type=notify",
            $"ExecStartPre=+/bin/sh {root}/slots.sh {root} {settings.Units} boot",
            $"ExecStart={root}/current/run",
            "TimeoutStartSec=90",
            "WatchdogSec=60",
            "Restart=always",
            "RestartSec=2",
            "KillSignal=SIGINT",
            "SuccessExitStatus=130",
            string.Empty,
            "# Nobody's user, made at the start; only the devices of these groups.",
            "DynamicUser=yes",
            .. settings.Groups.Count > 0 ? [$"SupplementaryGroups={string.Join(' ', settings.Groups)}"] : Array.Empty<string>(),
            "StateDirectory=edgedeep",
            "UMask=0077",
            .. settings.TrustedKey is { } key ? [$"Environment=EDGEDEEP_TRUST={key}"] : Array.Empty<string>(),
            "DevicePolicy=closed",
            .. Devices.Select(device => $"DeviceAllow={device} rw"),
            "MemoryMax=512M",
            "TasksMax=64",
            string.Empty,
            "CapabilityBoundingSet=",
            "NoNewPrivileges=yes",
            "ProtectSystem=strict",
            "ProtectHome=yes",
            "PrivateTmp=yes",
            "ProtectProc=invisible",
            "ProtectClock=yes",
            "ProtectHostname=yes",
            "ProtectKernelLogs=yes",
            "ProtectKernelModules=yes",
            "ProtectKernelTunables=yes",
            "ProtectControlGroups=yes",
            "RestrictNamespaces=yes",
            "RestrictRealtime=yes",
            "RestrictSUIDSGID=yes",
            "LockPersonality=yes",
            "MemoryDenyWriteExecute=yes",
            "RemoveIPC=yes",
            "SystemCallArchitectures=native",
            "SystemCallFilter=@system-service",
            "SystemCallFilter=~@privileged @resources",
            "SystemCallErrorNumber=EPERM",
            settings.NeedsNetwork ? "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6" : "RestrictAddressFamilies=AF_UNIX",
            .. settings.NeedsNetwork ? Array.Empty<string>() : ["PrivateNetwork=yes", "IPAddressDeny=any"],
            string.Empty,
            "[Install]",
            "WantedBy=multi-user.target",
        ];
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>Kinds of device files, by their names in /proc/devices.</summary>
    private static readonly string[] Devices =
        ["char-alsa", "char-video4linux", "char-media", "char-dma_heap", "char-drm", "char-gpiochip", "char-i2c", "char-spi"];
}
