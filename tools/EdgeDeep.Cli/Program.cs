using EdgeDeep.Cli;
using EdgeDeep.Cli.Terminals;

return Cli.Run(args, Terminal.OfProcess());
