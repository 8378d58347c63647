using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>Writes statements, a block with braces wherever C would take a single one.</summary>
internal sealed class StatementWriter(MethodContext context)
{
    private readonly ExpressionWriter _expressions = new(context);
    private readonly AssignmentWriter _assignments = new(context);
    private readonly CodeText _text = new();

    /// <summary>The body of a method as a block.</summary>
    public string Body(IMethodSymbol method, MethodDeclarationSyntax code)
    {
        _text.Open();
        foreach (IParameterSymbol moved in method.Parameters.Where(p => OffsetFlow.IsOffset(p) && context.Assigns(p)))
        {
            _text.Line($"int32_t {Naming.OfVariable(moved)} = 0;");
        }

        if (code.Body is { } block)
        {
            Statements(block.Statements);
            _text.Comments(block.CloseBraceToken.LeadingTrivia);
        }
        else
        {
            string value = _expressions.WriteBare(code.ExpressionBody!.Expression);
            _text.Line(method.ReturnsVoid ? value + ";" : $"return {value};");
        }

        _text.Close();
        return _text.ToString();
    }

    private void Statements(IEnumerable<StatementSyntax> statements)
    {
        bool first = true;
        foreach (StatementSyntax statement in statements)
        {
            _text.BlankLines(statement.GetLeadingTrivia(), first);
            _text.Comments(statement.DescendantTriviaOfHead());
            Statement(statement);
            first = false;
        }
    }

    private void Statement(StatementSyntax statement)
    {
        switch (statement)
        {
            case BlockSyntax block:
                _text.Open();
                Inside(block);
                _text.Close();
                break;
            case LocalDeclarationStatementSyntax local:
                _text.Line(_assignments.Declaration(local.Declaration, local.IsConst) + ";");
                break;
            case ExpressionStatementSyntax expression when _assignments.IsWithoutEffect(expression.Expression):
                break;
            case ExpressionStatementSyntax expression:
                _text.Line(_assignments.Effect(expression.Expression) + ";");
                break;
            case IfStatementSyntax branch:
                If(branch, "if");
                break;
            case ForStatementSyntax loop:
                For(loop);
                break;
            case WhileStatementSyntax loop:
                Headed($"while ({_expressions.WriteBare(loop.Condition)})", loop.Statement);
                break;
            case DoStatementSyntax loop:
                Headed("do", loop.Statement);
                _text.Append($" while ({_expressions.WriteBare(loop.Condition)});");
                break;
            case SwitchStatementSyntax choice:
                Switch(choice);
                break;
            case BreakStatementSyntax:
                _text.Line("break;");
                break;
            case ContinueStatementSyntax:
                _text.Line("continue;");
                break;
            case ReturnStatementSyntax { Expression: null }:
                _text.Line("return;");
                break;
            case ReturnStatementSyntax { Expression: { } value }:
                _text.Line($"return {_expressions.WriteBare(value)};");
                break;
            default:
                throw new TranslationException(statement, $"{statement.Kind()} is outside the kernel subset");
        }
    }

    private void If(IfStatementSyntax branch, string keyword)
    {
        Headed($"{keyword} ({_expressions.WriteBare(branch.Condition)})", branch.Statement);
        if (branch.Else is { Statement: IfStatementSyntax next })
        {
            If(next, "else if");
        }
        else if (branch.Else is { } otherwise)
        {
            Headed("else", otherwise.Statement);
        }
    }

    private void For(ForStatementSyntax loop)
    {
        string start = loop.Declaration is { } declaration
            ? _assignments.Declaration(declaration, isConst: false)
            : string.Join(", ", loop.Initializers.Select(_assignments.Effect));
        string condition = loop.Condition is { } test ? " " + _expressions.WriteBare(test) : string.Empty;
        string step = string.Join(", ", loop.Incrementors.Select(_assignments.Effect));
        Headed($"for ({start};{condition};{(step.Length == 0 ? step : " " + step)})", loop.Statement);
    }

    private void Headed(string head, StatementSyntax body)
    {
        _text.Line(head);
        _text.Open();
        Inside(body);
        _text.Close();
    }

    private void Inside(StatementSyntax body)
    {
        if (body is BlockSyntax block)
        {
            Statements(block.Statements);
            _text.Comments(block.CloseBraceToken.LeadingTrivia);
        }
        else
        {
            Statements([body]);
        }
    }

    private void Switch(SwitchStatementSyntax choice)
    {
        _text.Line($"switch ({_expressions.WriteBare(choice.Expression)})");
        _text.Open();
        foreach (SwitchSectionSyntax section in choice.Sections)
        {
            _text.Comments(section.GetLeadingTrivia());
            foreach (SwitchLabelSyntax label in section.Labels)
            {
                _text.Line(Label(label));
            }

            Section([.. section.Statements.SelectMany(s => s is BlockSyntax block ? block.Statements.AsEnumerable() : [s])]);
        }

        _text.Close();
    }

    /// <summary>A label of C cannot stand in front of a declaration, so that one needs a block.</summary>
    private void Section(StatementSyntax[] statements)
    {
        if (statements.Any(statement => statement is LocalDeclarationStatementSyntax))
        {
            _text.Open();
            Statements(statements);
            _text.Close();
            return;
        }

        _text.Indent();
        Statements(statements);
        _text.Unindent();
    }

    private string Label(SwitchLabelSyntax label) => label switch
    {
        DefaultSwitchLabelSyntax => "default:",
        CaseSwitchLabelSyntax { Value: var value } when context.Model.GetConstantValue(value) is { HasValue: true, Value: { } number } =>
            $"case {Literals.Of(number, value)}:",
        _ => throw new TranslationException(label, $"'{label}' is outside the kernel subset"),
    };
}
