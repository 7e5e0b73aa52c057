using Jurassic;
using Jurassic.Compiler;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>What every realm has besides the language of the engine: newer functions of the standard library, and the helpers that lowered syntax calls.</summary>
internal static class ScriptPrelude
{
    private const string Text =
        """
        (function (global) {
          function define(owner, name, value) { if (!(name in owner)) Object.defineProperty(owner, name, { value: value, writable: true, configurable: true }); }
          function helper(name, value) { Object.defineProperty(global, '$$' + name, { value: value }); }
          var own = Object.prototype.hasOwnProperty, slice = Array.prototype.slice, apply = Function.prototype.apply, from = Array.from, isArray = Array.isArray;

          helper('list', function (value) {
            if (value === null || value === undefined) throw new TypeError(value + ' is not iterable');
            return isArray(value) ? value : from(value);
          });
          helper('tail', function (values, start) { return slice.call(values, start); });
          helper('some', function (value) {
            if (value === null || value === undefined) throw new TypeError('Cannot destructure ' + value);
            return value;
          });
          helper('rest', function (value, except) {
            var result = {};
            Object.keys(value).forEach(function (key) { if (except.map(String).indexOf(key) < 0) result[key] = value[key]; });
            return result;
          });
          helper('merge', function (target) {
            for (var i = 1; i < arguments.length; i++) {
              var source = arguments[i];
              if (source === null || source === undefined) continue;
              Object.keys(source).forEach(function (key) { Object.defineProperty(target, key, { value: source[key], writable: true, enumerable: true, configurable: true }); });
            }
            return target;
          });
          helper('call', function (owner, name, values) { return owner[name].apply(owner, values); });

          define(Object, 'values', function (value) { return Object.keys(value).map(function (key) { return value[key]; }); });
          define(Object, 'entries', function (value) { return Object.keys(value).map(function (key) { return [key, value[key]]; }); });
          define(Array.prototype, 'at', function (index) { index = Math.trunc(index) || 0; return this[index < 0 ? this.length + index : index]; });
          define(Array.prototype, 'findLast', function (test) { for (var i = this.length - 1; i >= 0; i--) if (test(this[i], i, this)) return this[i]; });
          define(String.prototype, 'at', function (index) { index = Math.trunc(index) || 0; return this[index < 0 ? this.length + index : index]; });
          define(String.prototype, 'replaceAll', function (search, replacement) {
            if (search instanceof RegExp) return this.replace(search, replacement);
            return this.split(search).join(typeof replacement === 'function' ? replacement(search) : replacement);
          });
          function pad(text, length, filler) {
            length = Math.trunc(length) - text.length;
            filler = filler === undefined ? ' ' : String(filler);
            return length <= 0 || filler === '' ? '' : filler.repeat(Math.ceil(length / filler.length)).slice(0, length);
          }
          define(String.prototype, 'padStart', function (length, filler) { return pad(this, length, filler) + this; });
          define(String.prototype, 'padEnd', function (length, filler) { return this + pad(this, length, filler); });

          // The engine's own would take all memory at once: no limit could stop it.
          var repeat = String.prototype.repeat;
          Object.defineProperty(String.prototype, 'repeat', { writable: true, configurable: true, value: function (count) {
            if (this.length * count > 16777216) throw new RangeError('The text would have more than 16777216 characters.');
            return repeat.call(this, count);
          } });
          define(global, 'globalThis', global);

          // Code that is made from text at run time could not be stopped.
          function refuse() { throw new EvalError('Code cannot be made from text here.'); }
          Object.defineProperty(Function.prototype, 'constructor', { value: refuse });
          Object.defineProperty(global, 'Function', { value: refuse });
          Object.defineProperty(global, 'eval', { value: refuse });
        })(this)
        """;

    public static CompiledEval Script { get; } = CompiledEval.Compile(new StringScriptSource(Text), new CompilerOptions());
}
