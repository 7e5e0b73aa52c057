using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Elsa.Http.Routing;

/// <summary>A path with parameters, as ASP.NET Core writes and reads them.</summary>
internal sealed class RouteTemplate
{
    private readonly TemplateMatcher _matcher;
    private readonly List<(string Parameter, IRouteConstraint Constraint)> _constraints;

    private RouteTemplate(string text, Microsoft.AspNetCore.Routing.Template.RouteTemplate parsed, List<(string Parameter, IRouteConstraint Constraint)> constraints)
    {
        Text = text;
        _constraints = constraints;
        var defaults = new RouteValueDictionary();
        foreach (var parameter in parsed.Parameters.Where(x => x.DefaultValue is not null))
            defaults[parameter.Name!] = parameter.DefaultValue;
        _matcher = new TemplateMatcher(parsed, defaults);
        Precedence = RoutePrecedence.ComputeInbound(parsed);
        FirstSegment = parsed.Segments.Count > 0 && parsed.Segments[0] is { IsSimple: true } first && first.Parts[0].IsLiteral ? first.Parts[0].Text : null;
    }

    public string Text { get; }

    /// <summary>Which of several templates that match goes first: the lowest.</summary>
    public decimal Precedence { get; }

    /// <summary>The first segment; null if it is a parameter, or there is none.</summary>
    public string? FirstSegment { get; }

    /// <summary>Whether the text of a path is a template with parameters.</summary>
    public static bool HasParameters(string path) => path.Contains('{', StringComparison.Ordinal);

    /// <summary>Reads a template; a <see cref="FormatException"/> says what is wrong with it.</summary>
    public static RouteTemplate Parse(string text, IInlineConstraintResolver constraints)
    {
        try
        {
            var parsed = TemplateParser.Parse(text.TrimStart('/'));
            return new RouteTemplate(text, parsed, Constraints(parsed, constraints).ToList());
        }
        catch (Exception e) when (e is ArgumentException or RouteCreationException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"The path '{text}' is not a route template: {e.Message}", e);
        }
    }

    /// <summary>The values of the parameters; null if the path does not match.</summary>
    public RouteValueDictionary? Match(string path)
    {
        var values = new RouteValueDictionary();
        return _matcher.TryMatch(path, values) && _constraints.TrueForAll(x => x.Constraint.Match(null, null, x.Parameter, values, RouteDirection.IncomingRequest)) ? values : null;
    }

    private static IEnumerable<(string Parameter, IRouteConstraint Constraint)> Constraints(Microsoft.AspNetCore.Routing.Template.RouteTemplate parsed, IInlineConstraintResolver resolver)
    {
        foreach (var parameter in parsed.Parameters)
        {
            foreach (var constraint in parameter.InlineConstraints ?? [])
            {
                var resolved = resolver.ResolveConstraint(constraint.Constraint)
                    ?? throw new FormatException($"there is no constraint '{constraint.Constraint}'.");
                yield return (parameter.Name!, parameter.IsOptional ? new Microsoft.AspNetCore.Routing.Constraints.OptionalRouteConstraint(resolved) : resolved);
            }
        }
    }
}
