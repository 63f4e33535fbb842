package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.interpreter.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type that holds no other: it accepts values by their head and has one rule of merging. */
abstract class SimpleType extends NativeType {
  private final String name;
  private final String description;
  private final @Nullable String descriptionClass;
  private final Lazy functor;

  SimpleType(String name, String description, @Nullable String descriptionClass, Lazy functor) {
    this.name = name;
    this.description = description;
    this.descriptionClass = descriptionClass;
    this.functor = functor;
  }

  /** A type of nixpkgs' {@code lib.types}, found there again when declarations are merged. */
  SimpleType(ModuleLibrary library, String name, String description) {
    this(name, description, "noun", TypeFunctors.plain(name, library.typeNamed(name)));
  }

  /** Merges definitions that passed {@link #check}. */
  abstract Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions);

  @Override
  final String name() {
    return name;
  }

  @Override
  final String description() {
    return description;
  }

  @Override
  final @Nullable String descriptionClass() {
    return descriptionClass;
  }

  @Override
  final Lazy functor() {
    return functor;
  }

  @Override
  final Merged merge(EvalState state, Loc loc, List<Definition> definitions) {
    return Merged.of(mergeValues(state, loc, definitions));
  }

  /** Values of one kind, all definitions equal: {@code int}, {@code str}, … */
  static final class OfKind extends SimpleType {
    private final ValueType kind;

    OfKind(ModuleLibrary library, String name, String description, ValueType kind) {
      super(library, name, description);
      this.kind = kind;
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      return v.force().type() == kind;
    }

    @Override
    Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
      return MergeFunctions.equal(state, loc, definitions);
    }
  }

  /** {@code boolByOr}: true if any definition is. */
  static final class BoolByOr extends SimpleType {
    BoolByOr(ModuleLibrary library) {
      super(library, "boolByOr", "boolean (merged using or)");
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      return v.force() instanceof NixBool;
    }

    @Override
    Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
      for (Definition d : definitions) {
        if (state.forceBool(d.value(), d.position(), "")) {
          return NixBool.TRUE;
        }
      }
      return NixBool.FALSE;
    }
  }

  /** {@code raw}: anything, untouched, defined once. */
  static final class Raw extends SimpleType {
    Raw(ModuleLibrary library) {
      super(library, "raw", "raw value");
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      return true;
    }

    @Override
    Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
      return MergeFunctions.one(state, loc, definitions);
    }
  }

  /** {@code unspecified}: what an option without type has. */
  static final class Unspecified extends SimpleType {
    Unspecified(ModuleLibrary library) {
      super(library, "unspecified", "unspecified value");
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      return true;
    }

    @Override
    Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
      return MergeFunctions.byKind(state, loc, definitions);
    }
  }

  /** {@code attrs}: sets joined by {@code //}. */
  static final class Attrs extends SimpleType {
    Attrs(ModuleLibrary library) {
      super(
          "attrs", "attribute set", null, TypeFunctors.plain("attrs", library.typeNamed("attrs")));
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      return v.force() instanceof NixAttrs;
    }

    @Override
    Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
      NixAttrs result = NixAttrs.EMPTY;
      for (Definition d : definitions) {
        result = NixAttrs.update(result, state.forceAttrs(d.value(), d.position(), ""));
      }
      return result;
    }

    @Override
    Lazy emptyValue() {
      return NixAttrs.EMPTY;
    }
  }

  /** {@code separatedString}: strings joined. */
  static final class Separated extends SimpleType {
    private final String separator;

    Separated(ModuleLibrary library, String separator) {
      super(
          "separatedString",
          "strings concatenated with " + jsonString(separator),
          "noun",
          TypeFunctors.of(
              "separatedString",
              library.typeFunction("separatedString", "sep"),
              NixAttrs.of("sep", NixString.of(separator)),
              EQUAL_PAYLOAD));
      this.separator = separator;
    }

    private static String jsonString(String s) {
      return Show.string(s).replace("\\$", "$");
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      return v.force() instanceof NixString;
    }

    @Override
    Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
      List<Value> strings = new ArrayList<>(definitions.size());
      for (Definition d : definitions) {
        strings.add(state.forceString(d.value(), d.position(), ""));
      }
      return MergeFunctions.join(separator, strings);
    }
  }

  /** A string that a regular expression matches as a whole. */
  static final class Matching extends SimpleType {
    private final String pattern;
    private final boolean trimNewline;

    private Matching(
        String name, String description, Lazy functor, String pattern, boolean trimNewline) {
      super(name, description, "noun", functor);
      this.pattern = pattern;
      this.trimNewline = trimNewline;
    }

    /** {@code strMatching pattern}. */
    static Matching pattern(ModuleLibrary library, String pattern) {
      Lazy functor =
          TypeFunctors.of(
              "strMatching",
              library.typeFunction("strMatching", "pattern"),
              NixAttrs.of("pattern", NixString.of(pattern)),
              EQUAL_PAYLOAD);
      return new Matching(
          "strMatching " + Show.string(pattern),
          "string matching the pattern " + pattern,
          functor,
          pattern,
          false);
    }

    /** {@code singleLineStr}: one final line break is allowed and taken off. */
    static Matching singleLine(ModuleLibrary library) {
      return new Matching(
          "singleLineStr",
          "(optionally newline-terminated) single-line string",
          TypeFunctors.plain("singleLineStr", library.typeNamed("singleLineStr")),
          "[^\n\r]*\n?",
          true);
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      return v.force() instanceof NixString s && Nix.matches(state, pattern, s);
    }

    @Override
    Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
      Lazy merged = MergeFunctions.equal(state, loc, definitions);
      if (trimNewline && merged.force() instanceof NixString s && s.value().endsWith("\n")) {
        return NixString.of(s.value().substring(0, s.value().length() - 1), s.context());
      }
      return merged;
    }
  }

  /** {@code nonEmptyStr}: something other than white space. */
  static final class NonEmpty extends SimpleType {
    NonEmpty(ModuleLibrary library) {
      super(library, "nonEmptyStr", "non-empty string");
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      if (v.force() instanceof NixString s) {
        for (int i = 0; i < s.value().length(); i++) {
          char c = s.value().charAt(i);
          if (c != ' ' && c != '\t' && c != '\n') {
            return true;
          }
        }
      }
      return false;
    }

    @Override
    Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
      return MergeFunctions.equal(state, loc, definitions);
    }
  }

  /** {@code enum}: one of some values. */
  static final class Enumeration extends SimpleType {
    private final List<Lazy> values;

    private Enumeration(
        String description, String descriptionClass, Lazy functor, List<Lazy> values) {
      super("enum", description, descriptionClass, functor);
      this.values = values;
    }

    static Enumeration of(ModuleLibrary library, NixList list) {
      List<Lazy> values = List.of(list.elements());
      Lazy functor =
          TypeFunctors.of(
              "enum",
              library.typeFunction("enum", "values"),
              NixAttrs.of("values", list),
              UNION_OF_VALUES);
      return new Enumeration(
          describe(values), values.size() < 2 ? "noun" : "conjunction", functor, values);
    }

    private static String describe(List<Lazy> values) {
      if (values.isEmpty()) {
        return "impossible (empty enum)";
      }
      if (values.size() == 1) {
        return "value " + show(values.get(0).force()) + " (singular enum)";
      }
      StringBuilder out = new StringBuilder("one of ");
      for (int i = 0; i < values.size(); i++) {
        out.append(i == 0 ? "" : ", ").append(show(values.get(i).force()));
      }
      return out.toString();
    }

    private static String show(Value v) {
      if (v instanceof NixString s) {
        return '"' + s.value() + '"';
      }
      if (v instanceof NixInt i) {
        return Long.toString(i.value());
      }
      if (v instanceof NixBool b) {
        return b.value() ? "true" : "false";
      }
      return "<" + v.type().typeName() + ">";
    }

    @Override
    List<String> meantBy(EvalState state, Lazy v) {
      if (!(v.force() instanceof NixString s)) {
        return List.of();
      }
      List<String> texts = new ArrayList<>(values.size());
      for (Lazy allowed : values) {
        if (allowed.force() instanceof NixString a) {
          texts.add(a.value());
        }
      }
      return Suggestions.likely(s.value(), texts);
    }

    @Override
    boolean check(EvalState state, Lazy v) {
      for (Lazy allowed : values) {
        if (Nix.equal(state, v, allowed)) {
          return true;
        }
      }
      return false;
    }

    @Override
    Lazy mergeValues(EvalState state, Loc loc, List<Definition> definitions) {
      return MergeFunctions.equal(state, loc, definitions);
    }

    private static final NativeFunction2 UNION_OF_VALUES =
        new NativeFunction2() {
          @Override
          Value apply(EvalState state, Lazy a, Lazy b) {
            List<Lazy> all = new ArrayList<>();
            addNew(state, all, a);
            addNew(state, all, b);
            return NixAttrs.of("values", NixList.copyOf(all));
          }
        };

    private static void addNew(EvalState state, List<Lazy> all, Lazy payload) {
      NixAttrs attrs = state.forceAttrs(payload, null, "");
      for (Lazy v : state.forceList(Nix.selectLazy(attrs, "values"), null, "").elements()) {
        boolean known = false;
        for (Lazy other : all) {
          known |= Nix.equal(state, v, other);
        }
        if (!known) {
          all.add(v);
        }
      }
    }
  }

  /** {@code binOp} of types whose payloads merge only when they are equal. */
  static final NativeFunction2 EQUAL_PAYLOAD =
      new NativeFunction2() {
        @Override
        Value apply(EvalState state, Lazy a, Lazy b) {
          return Nix.equal(state, a, b) ? a.force() : NixNull.NULL;
        }
      };
}
