using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>Writes calls of other kernels and of System.Math.</summary>
internal sealed class CallWriter(MethodContext context, ExpressionWriter expressions)
{
    // The same functions of the same library where .NET runs on it; elsewhere results may differ in the last bit.
    private static readonly Dictionary<string, string> Math = new()
    {
        ["Exp"] = "exp",
        ["Log"] = "log",
        ["Sqrt"] = "sqrt",
        ["Abs"] = "fabs",
        ["Sin"] = "sin",
        ["Cos"] = "cos",
        ["Tanh"] = "tanh",
        ["Floor"] = "floor",
        ["Ceiling"] = "ceil",
        ["Pow"] = "pow",
        ["Atan2"] = "atan2",
    };

    /// <summary>A call.</summary>
    public string Write(InvocationExpressionSyntax call)
    {
        if (context.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            throw new TranslationException(call, $"'{call.Expression}' is not a kernel");
        }

        if (method.ContainingType.ToDisplayString() == "System.Math")
        {
            return OfMath(call, method);
        }

        if (context.Facts.Target(call) is null || !method.IsStatic)
        {
            throw new TranslationException(call, $"'{method.ToDisplayString()}' is not a static method of the kernels");
        }

        if (context.Facts.Writes(method) && !StandsAlone(call))
        {
            throw new TranslationException(call, $"'{method.Name}' changes memory, so its call must be a statement of its own");
        }

        return $"{context.Use(Naming.Of(method))}({string.Join(", ", Arguments(call, method))})";
    }

    private string OfMath(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        bool known = Math.TryGetValue(method.Name, out string? name)
            && method.Parameters.All(parameter => parameter.Type.SpecialType == SpecialType.System_Double);
        if (!known)
        {
            throw new TranslationException(call, $"'{method.ToDisplayString()}' has no C counterpart in the kernel subset");
        }

        context.NeedsMath = true;
        return $"{name}({string.Join(", ", call.ArgumentList.Arguments.Select(argument => expressions.WriteBare(argument.Expression)))})";
    }

    private IEnumerable<string> Arguments(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].NameColon is not null)
            {
                throw new TranslationException(arguments[i], "named arguments are outside the kernel subset");
            }

            bool isPair = i + 1 < arguments.Count && OffsetFlow.IsOffset(method.Parameters[i + 1]);
            string text = Argument(arguments[i], method.Parameters[i]);
            if (isPair)
            {
                i++;
                text = expressions.IsZero(arguments[i].Expression) ? text : $"&{text}[{expressions.WriteBare(arguments[i].Expression)}]";
            }

            yield return text;
        }
    }

    private string Argument(ArgumentSyntax argument, IParameterSymbol parameter)
    {
        if (parameter.RefKind == RefKind.None)
        {
            return expressions.WriteBare(argument.Expression);
        }

        return context.Model.GetSymbolInfo(argument.Expression).Symbol is IParameterSymbol { RefKind: not RefKind.None } reference
            ? Naming.OfVariable(reference)
            : "&" + expressions.Write(argument.Expression);
    }

    /// <summary>C does not fix the order in which an expression's parts are computed.</summary>
    private static bool StandsAlone(InvocationExpressionSyntax call) => call.Parent
        is ExpressionStatementSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax
        or AssignmentExpressionSyntax { Left: IdentifierNameSyntax, Parent: ExpressionStatementSyntax };
}
