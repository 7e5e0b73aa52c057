namespace Elsa.Expressions.Exceptions;

/// <summary>A value could not be turned into the wanted type.</summary>
public class TypeConversionException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TypeConversionException(string message, object value, Type targetType) : base(message)
    {
        Value = value;
        TargetType = targetType;
    }

    /// <summary>Creates the exception with its cause.</summary>
    public TypeConversionException(string message, object value, Type targetType, Exception innerException) : base(message, innerException)
    {
        Value = value;
        TargetType = targetType;
    }

    /// <summary>The value.</summary>
    public object Value { get; }

    /// <summary>The wanted type.</summary>
    public Type TargetType { get; }
}
