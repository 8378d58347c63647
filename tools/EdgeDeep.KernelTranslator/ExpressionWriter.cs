using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>Writes expressions. Parentheses stay as they are: operators bind alike in both languages.</summary>
internal sealed class ExpressionWriter
{
    private readonly MethodContext _context;
    private readonly ArithmeticWriter _arithmetic;
    private readonly CallWriter _calls;

    public ExpressionWriter(MethodContext context)
    {
        _context = context;
        _arithmetic = new ArithmeticWriter(context, this);
        _calls = new CallWriter(context, this);
    }

    /// <summary>The expression, converted as C# converts it where it stands.</summary>
    public string Write(ExpressionSyntax expression)
    {
        TypeInfo type = _context.Model.GetTypeInfo(expression);
        string text = Unconverted(expression, type);
        bool toFloat = type.Type is not null && CTypes.IsFloatingPoint(type.ConvertedType)
            && !SymbolEqualityComparer.Default.Equals(type.Type, type.ConvertedType)
            && expression is not LiteralExpressionSyntax;
        return toFloat ? $"({CTypes.Of(type.ConvertedType!, expression)}){Operand(expression, text)}" : text;
    }

    /// <summary>The expression without parentheses around it.</summary>
    public string WriteBare(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax inner && !CTypes.IsFloatingPoint(_context.Model.GetTypeInfo(inner).ConvertedType))
        {
            expression = inner.Expression;
        }

        return Write(expression);
    }

    /// <summary>Text that may stand behind a cast or an operator that binds tightly.</summary>
    public static string Operand(ExpressionSyntax expression, string text) =>
        expression is BinaryExpressionSyntax or ConditionalExpressionSyntax or CastExpressionSyntax ? $"({text})" : text;

    /// <summary>Whether the expression is the index of an array's first element, which is 0 in C.</summary>
    public bool IsZero(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax inner => IsZero(inner.Expression),
        IdentifierNameSyntax name => _context.IsAlwaysZero(_context.Model.GetSymbolInfo(name).Symbol),
        _ => false,
    };

    private string Unconverted(ExpressionSyntax expression, TypeInfo type) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Parenthesized(inner),
        LiteralExpressionSyntax literal => Literals.Of(literal, type),
        IdentifierNameSyntax name => Name(name),
        MemberAccessExpressionSyntax member => Member(member),
        ElementAccessExpressionSyntax element => Element(element),
        InvocationExpressionSyntax call => _calls.Write(call),
        ConditionalExpressionSyntax choice => $"{Write(choice.Condition)} ? {Write(choice.WhenTrue)} : {Write(choice.WhenFalse)}",
        CastExpressionSyntax cast => Cast(cast, type),
        CheckedExpressionSyntax wrap when wrap.IsKind(SyntaxKind.UncheckedExpression) => Write(wrap.Expression),
        BinaryExpressionSyntax binary => _arithmetic.Binary(binary),
        PrefixUnaryExpressionSyntax unary => _arithmetic.Unary(unary),
        _ => throw new TranslationException(expression, $"'{expression}' ({expression.Kind()}) is outside the kernel subset"),
    };

    private string Parenthesized(ParenthesizedExpressionSyntax inner)
    {
        string text = Write(inner.Expression);
        return IsAtom(text) ? text : $"({text})";
    }

    /// <summary>Whether the text is a name, a number or a single call.</summary>
    private static bool IsAtom(string text)
    {
        int end = text.TakeWhile(c => char.IsLetterOrDigit(c) || c is '_' or '.').Count();
        int depth = 0;
        for (int i = end; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return end > 0 && i == text.Length - 1;
            }
        }

        return end == text.Length;
    }

    private string Cast(CastExpressionSyntax cast, TypeInfo type)
    {
        CTypes.Of(_context.Model.GetTypeInfo(cast.Expression).Type!, cast.Expression);
        return $"({CTypes.Of(type.Type!, cast)}){Operand(cast.Expression, Write(cast.Expression))}";
    }

    private string Name(IdentifierNameSyntax name)
    {
        ISymbol? symbol = _context.Model.GetSymbolInfo(name).Symbol;
        return symbol switch
        {
            IFieldSymbol { IsConst: true } constant => Constant(constant, name),
            _ when _context.IsAlwaysZero(symbol) => "0",
            IParameterSymbol { RefKind: not RefKind.None } reference => $"(*{Naming.OfVariable(reference)})",
            IParameterSymbol or ILocalSymbol => Naming.OfVariable(symbol),
            _ => throw new TranslationException(name, $"'{name}' is not a variable, parameter or constant of the kernels"),
        };
    }

    private string Member(MemberAccessExpressionSyntax member)
    {
        ISymbol? symbol = _context.Model.GetSymbolInfo(member).Symbol;
        if (symbol is IFieldSymbol { IsConst: true } constant)
        {
            return Constant(constant, member);
        }

        if (symbol is not IFieldSymbol { IsStatic: false } field || !CTypes.IsOurs(field))
        {
            throw new TranslationException(member, $"'{member}' is not a field of a structure of the kernels");
        }

        return _context.Model.GetSymbolInfo(member.Expression).Symbol is IParameterSymbol { RefKind: not RefKind.None } reference
            ? $"{Naming.OfVariable(reference)}->{Naming.OfVariable(field)}"
            : $"{Write(member.Expression)}.{Naming.OfVariable(field)}";
    }

    private string Constant(IFieldSymbol constant, ExpressionSyntax place) =>
        Literals.Limit(constant)
        ?? (CTypes.IsOurs(constant)
            ? _context.Use(Naming.Of(constant))
            : throw new TranslationException(place, $"constant '{place}' has no C counterpart in the kernel subset"));

    private string Element(ElementAccessExpressionSyntax element)
    {
        bool plain = _context.Model.GetTypeInfo(element.Expression).Type is IArrayTypeSymbol { Rank: 1 }
            && element.ArgumentList.Arguments is [{ RefKindKeyword.RawKind: 0 }];
        return plain
            ? $"{Write(element.Expression)}[{WriteBare(element.ArgumentList.Arguments[0].Expression)}]"
            : throw new TranslationException(element, $"'{element}' is not an element of a one-dimensional array");
    }
}
