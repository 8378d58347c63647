namespace EdgeDeep.Compiler;

/// <summary>Gathers what is wrong with the nodes of a model, so that a user hears of all of them at once.</summary>
internal sealed class ProblemList
{
    private readonly List<ModelProblem> _problems = [];
    private ModelException? _first;

    /// <summary>Whether something is wrong.</summary>
    public bool Any => _problems.Count > 0;

    /// <summary>Does something for one node; an exception that names a node is kept, every other one is passed on.</summary>
    /// <returns>Whether it was done.</returns>
    public bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (ModelException e) when (e.Problems.Count > 0)
        {
            Add(e);
            return false;
        }
    }

    /// <summary>Keeps what an exception says.</summary>
    public void Add(ModelException exception)
    {
        _first ??= exception;
        _problems.AddRange(exception.Problems);
    }

    /// <summary>Throws where something is wrong.</summary>
    /// <param name="message">The message; that of the first problem where null.</param>
    /// <exception cref="ModelException">It carries all problems.</exception>
    public void ThrowIfAny(string? message = null)
    {
        if (_first is not null)
        {
            throw new ModelException(message ?? _first.Message, _first) { Problems = [.. _problems] };
        }
    }
}
