package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Builtin;
import dev.kix.interpreter.eval.BuiltinDispatcher;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of {@code lib.types}. */
final class TypeBuiltins extends BuiltinDispatcher {
  private final ModuleLibrary library;
  private final Made made = new Made();

  TypeBuiltins(ModuleLibrary library) {
    this.library = library;
  }

  private enum Fn {
    STR_MATCHING("strMatching", 1),
    SEPARATED_STRING("separatedString", 1),
    ENUM("enum", 1),
    NULL_OR("nullOr", 1),
    EITHER("either", 2),
    ONE_OF("oneOf", 1),
    LIST_OF("listOf", 1),
    NON_EMPTY_LIST_OF("nonEmptyListOf", 1),
    ATTRS_OF("attrsOf", 1),
    LAZY_ATTRS_OF("lazyAttrsOf", 1),
    ATTRS_WITH("attrsWith", 1),
    ATTR_LIST_OF("attrListOf", 1),
    ATTR_LIST_WITH("attrListWith", 1),
    ATTR_TAG("attrTag", 1),
    UNIQ("uniq", 1),
    UNIQUE("unique", 2),
    COERCED_TO("coercedTo", 3),
    FUNCTION_TO("functionTo", 1),
    SUBMODULE("submodule", 1),
    SUBMODULE_WITH("submoduleWith", 1),
    DEFERRED_MODULE_WITH("deferredModuleWith", 1),
    PASSWD_ENTRY("passwdEntry", 1),
    PATH_WITH("pathWith", 1),
    ADD_CHECK("addCheck", 2),
    MK_OPTION_TYPE("mkOptionType", 1),
    IS_TYPE("isType", 2),
    SET_TYPE("setType", 2),
    IS_OPTION_TYPE("isOptionType", 1),
    DEFAULT_FUNCTOR("defaultFunctor", 1),
    DEFAULT_TYPE_MERGE("defaultTypeMerge", 2),
    OPTION_DESCRIPTION_PHRASE("optionDescriptionPhrase", 2),
    MERGE_TYPES("mergeTypes", 2),
    INTS_BETWEEN("ints.between", 2),
    NUMBERS_BETWEEN("numbers.between", 2);

    private static final Fn[] ALL = values();

    private final String id;
    private final int arity;

    Fn(String id, int arity) {
      this.id = id;
      this.arity = arity;
    }
  }

  /**
   * Types made of others, by what they are made of: {@code types.listOf types.str} of thousands of
   * options is one type. Only of types that are known when the function is called, since it must
   * not evaluate them. Of fixed size: a clash forgets the older entry. Belongs to one evaluation
   * thread.
   */
  private static final class Made {
    private static final int SIZE = 64;

    private record Entry(Fn function, Lazy a, Lazy b, NixAttrs type) {}

    private final @Nullable Entry[] entries = new @Nullable Entry[SIZE];

    private static int slot(Fn f, Lazy a, Lazy b) {
      int h = (System.identityHashCode(a) * 31 + System.identityHashCode(b)) * 31 + f.ordinal();
      return (h ^ (h >>> 11)) & (SIZE - 1);
    }

    @Nullable NixAttrs find(Fn f, Lazy a, Lazy b) {
      if (!(a instanceof NixAttrs) || !(b instanceof NixAttrs)) {
        return null;
      }
      Entry e = entries[slot(f, a, b)];
      return e != null && e.function == f && e.a == a && e.b == b ? e.type : null;
    }

    NixAttrs keep(Fn f, Lazy a, Lazy b, NixAttrs type) {
      if (a instanceof NixAttrs x
          && b instanceof NixAttrs y
          && NativeType.behind(x) != null
          && NativeType.behind(y) != null) {
        entries[slot(f, a, b)] = new Entry(f, a, b, type);
      }
      return type;
    }
  }

  @Override
  protected boolean prefersValues() {
    return true;
  }

  /** Adds every function that is not an attribute of another. */
  void addTo(AttrsBuilder all) {
    for (Fn f : Fn.ALL) {
      if (f.id.indexOf('.') < 0) {
        all.put(f.id, builtin(f));
      }
    }
  }

  /** The function of that name. */
  Builtin function(String name) {
    for (Fn f : Fn.ALL) {
      if (f.id.equals(name)) {
        return builtin(f);
      }
    }
    throw new IllegalArgumentException(name);
  }

  private Builtin builtin(Fn f) {
    return new Builtin(f.id, f.arity, f.ordinal(), this, FunctionPattern.of(f.id));
  }

  private static EvalException wrongArity(int id) {
    throw new AssertionError(Fn.ALL[id] + " has another arity");
  }

  @Override
  public Value call(int id, EvalState state, @Nullable Position pos, Lazy a) {
    return switch (Fn.ALL[id]) {
      case STR_MATCHING ->
          SimpleType.Matching.pattern(library, state.forceString(a, pos, "").value()).attrs();
      case SEPARATED_STRING ->
          new SimpleType.Separated(library, state.forceString(a, pos, "").value()).attrs();
      case ENUM -> SimpleType.Enumeration.of(library, state.forceList(a, pos, "")).attrs();
      case NULL_OR -> {
        NixAttrs known = made.find(Fn.NULL_OR, a, a);
        yield known != null
            ? known
            : made.keep(
                Fn.NULL_OR, a, a, new WrapperType.NullOr(library, TypeRef.of(state, a)).attrs());
      }
      case ONE_OF -> oneOf(state, state.forceList(a, pos, ""));
      case LIST_OF -> {
        NixAttrs known = made.find(Fn.LIST_OF, a, a);
        yield known != null
            ? known
            : made.keep(Fn.LIST_OF, a, a, new ListOfType(library, TypeRef.of(state, a)).attrs());
      }
      case NON_EMPTY_LIST_OF -> nonEmptyListOf(state, TypeRef.of(state, a));
      case ATTRS_OF -> {
        NixAttrs known = made.find(Fn.ATTRS_OF, a, a);
        yield known != null
            ? known
            : made.keep(Fn.ATTRS_OF, a, a, attrsOf(state, a, false, "name"));
      }
      case LAZY_ATTRS_OF -> attrsOf(state, a, true, "name");
      case ATTRS_WITH -> attrsWith(state, state.forceAttrs(a, pos, ""));
      case ATTR_LIST_OF -> new AttrListType(library, TypeRef.of(state, a), false, null).attrs();
      case ATTR_LIST_WITH -> attrListWith(state, state.forceAttrs(a, pos, ""));
      case ATTR_TAG -> new AttrTagType(state, library, state.forceAttrs(a, pos, "")).attrs();
      case UNIQ -> new WrapperType.Unique(library, TypeRef.of(state, a), "").attrs();
      case FUNCTION_TO -> new WrapperType.FunctionTo(library, TypeRef.of(state, a)).attrs();
      case SUBMODULE -> SubmoduleType.ofShorthand(state, library, new ToList(a)).attrs();
      case SUBMODULE_WITH -> submoduleWith(state, state.forceAttrs(a, pos, ""));
      case DEFERRED_MODULE_WITH -> deferredModuleWith(state, state.forceAttrs(a, pos, ""));
      case PASSWD_ENTRY -> passwdEntry(TypeRef.of(state, a));
      case PATH_WITH -> pathWith(state, state.forceAttrs(a, pos, ""));
      case MK_OPTION_TYPE -> CustomTypes.make(library, state.forceAttrs(a, pos, ""));
      case IS_OPTION_TYPE -> NixBool.of(Nix.isTagged(a.force(), "option-type"));
      case DEFAULT_FUNCTOR -> {
        NixString name = state.forceString(a, pos, "");
        yield TypeFunctors.plain(name.value(), library.typeNamed(name.value()));
      }
      default -> throw wrongArity(id);
    };
  }

  @Override
  public Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b) {
    return switch (Fn.ALL[id]) {
      case EITHER -> {
        NixAttrs known = made.find(Fn.EITHER, a, b);
        yield known != null
            ? known
            : made.keep(
                Fn.EITHER,
                a,
                b,
                new EitherType(library, TypeRef.of(state, a), TypeRef.of(state, b)).attrs());
      }
      case UNIQUE -> {
        NixAttrs given = state.forceAttrs(a, pos, "");
        Arguments.require(given, "unique", "message");
        String message = state.forceString(Nix.selectLazy(given, "message"), pos, "").value();
        yield new WrapperType.Unique(library, TypeRef.of(state, b), message).attrs();
      }
      case ADD_CHECK ->
          RefinedType.of(
              TypeRef.of(state, a),
              new RefinedType.Condition() {
                @Override
                public boolean holds(EvalState s, Lazy v) {
                  return s.forceBool(s.call(b.force(), null, v), null, "");
                }
              });
      case IS_TYPE -> NixBool.of(Nix.isTagged(b.force(), state.forceString(a, pos, "").value()));
      case SET_TYPE -> NixAttrs.update(state.forceAttrs(b, pos, ""), NixAttrs.of("_type", a));
      case DEFAULT_TYPE_MERGE -> TypeFunctors.defaultMerge(state, state.forceAttrs(a, pos, ""), b);
      case OPTION_DESCRIPTION_PHRASE -> phrase(state, a, TypeRef.of(state, b));
      case MERGE_TYPES -> {
        Value merged = TypeRef.of(state, a).typeMerge(TypeRef.of(state, b).functor());
        yield merged != null
            ? merged
            : NixAttrs.of(
                Nix.shape("_type", "error"),
                new Lazy[] {NixString.of("merge-error"), NixString.of("Cannot merge types")});
      }
      case INTS_BETWEEN -> library.types().between(a.force(), b.force(), true);
      case NUMBERS_BETWEEN -> library.types().between(a.force(), b.force(), false);
      default -> throw wrongArity(id);
    };
  }

  @Override
  public Value call(int id, EvalState state, @Nullable Position pos, Lazy a, Lazy b, Lazy c) {
    if (Fn.ALL[id] != Fn.COERCED_TO) {
      throw wrongArity(id);
    }
    TypeRef from = TypeRef.of(state, a);
    if (from.subModules() != null) {
      throw Nix.thrown(
          NixString.ofJava("coercedTo: coercedType must not have submodules (it\u2019s a ").value()
              + from.description()
              + ")");
    }
    return new CoercedToType(library, from, b, TypeRef.of(state, c)).attrs();
  }

  // ---- the longer ones ----

  private Value oneOf(EvalState state, NixList types) {
    if (types.size() == 0) {
      throw Nix.thrown("types.oneOf needs to get at least one type in its argument");
    }
    Lazy result = types.get(0);
    for (int i = 1; i < types.size(); i++) {
      result =
          new EitherType(library, TypeRef.of(state, result), TypeRef.of(state, types.get(i)))
              .attrs();
    }
    return result.force();
  }

  private NixAttrs nonEmptyListOf(EvalState state, TypeRef element) {
    NixAttrs list =
        RefinedType.of(
            TypeRef.of(state, new ListOfType(library, element)),
            new RefinedType.Condition() {
              @Override
              public boolean holds(EvalState s, Lazy v) {
                return v.force() instanceof NixList l && l.size() > 0;
              }
            });
    TypeRef unnamed = TypeRef.of(state, list);
    Lazy description =
        new Deferred() {
          @Override
          Value compute() {
            return NixString.of("non-empty " + unnamed.phrase(List.of("noun")));
          }
        };
    NativeFunction subst =
        new NativeFunction() {
          @Override
          Value apply(EvalState s, Lazy modules) {
            return nonEmptyListOf(s, element.substSubModules(modules));
          }
        };
    return NixAttrs.update(
        list,
        new AttrsBuilder(3)
            .put("description", description)
            .put("emptyValue", NixAttrs.EMPTY)
            .put("substSubModules", subst)
            .build());
  }

  private NixAttrs attrsOf(EvalState state, Lazy element, boolean lazy, String placeholder) {
    return new AttrsOfType(state, library, TypeRef.of(state, element), lazy, placeholder).attrs();
  }

  private NixAttrs attrsWith(EvalState state, NixAttrs a) {
    Arguments.rejectUnknown(a, "attrsWith", List.of("elemType", "lazy", "placeholder"));
    Arguments.require(a, "attrsWith", "elemType");
    Lazy placeholder = a.get("placeholder");
    return attrsOf(
        state,
        Nix.selectLazy(a, "elemType"),
        Nix.flag(state, a, "lazy", false),
        placeholder == null ? "name" : state.forceString(placeholder, null, "").value());
  }

  private NixAttrs attrListWith(EvalState state, NixAttrs a) {
    Arguments.rejectUnknown(a, "attrListWith", List.of("asAttrs", "elemType", "mergeAttrValues"));
    Arguments.require(a, "attrListWith", "elemType");
    return new AttrListType(
            library,
            TypeRef.of(state, Nix.selectLazy(a, "elemType")),
            Nix.flag(state, a, "asAttrs", false),
            a.get("mergeAttrValues"))
        .attrs();
  }

  private NixAttrs submoduleWith(EvalState state, NixAttrs a) {
    Arguments.rejectUnknown(
        a,
        "submoduleWith",
        List.of("class", "description", "modules", "shorthandOnlyDefinesConfig", "specialArgs"));
    Arguments.require(a, "submoduleWith", "modules");
    return new SubmoduleType(
            state,
            library,
            Nix.selectLazy(a, "modules"),
            or(a, "specialArgs", NixAttrs.EMPTY),
            or(a, "shorthandOnlyDefinesConfig", NixBool.FALSE),
            or(a, "description", NixNull.NULL),
            or(a, "class", NixNull.NULL))
        .attrs();
  }

  private static Lazy or(NixAttrs a, String name, Lazy fallback) {
    Lazy v = a.get(name);
    return v == null ? fallback : v;
  }

  private NixAttrs deferredModuleWith(EvalState state, NixAttrs a) {
    Arguments.rejectUnknown(a, "deferredModuleWith", List.of("staticModules"));
    return new DeferredModuleType(state, library, or(a, "staticModules", NixList.EMPTY)).attrs();
  }

  private static NixAttrs passwdEntry(TypeRef entry) {
    return RefinedType.named(
        entry,
        "passwdEntry " + entry.name(),
        entry.phrase(List.of("noun")) + ", not containing newlines or colons",
        "nonRestrictiveClause",
        new RefinedType.Condition() {
          @Override
          public boolean holds(EvalState s, Lazy v) {
            String text = s.forceString(v, null, "").value();
            return text.indexOf(':') < 0 && text.indexOf('\n') < 0;
          }
        });
  }

  private NixAttrs pathWith(EvalState state, NixAttrs a) {
    Arguments.rejectUnknown(a, "pathWith", List.of("absolute", "inStore"));
    Boolean inStore = flagOrNull(state, a, "inStore");
    Boolean absolute = flagOrNull(state, a, "absolute");
    if (Boolean.TRUE.equals(inStore) && Boolean.FALSE.equals(absolute)) {
      throw Nix.thrown("In pathWith, inStore means the path must be absolute");
    }
    return new PathType(library, inStore, absolute).attrs();
  }

  private static @Nullable Boolean flagOrNull(EvalState state, NixAttrs a, String name) {
    Value v = Nix.selectOrNull(a, name);
    return v == null ? null : Boolean.valueOf(state.forceBool(v, null, ""));
  }

  private static NixString phrase(EvalState state, Lazy unparenthesize, TypeRef type) {
    Value c = Nix.selectOrNull(type.attrs(), "descriptionClass");
    boolean plain =
        state.forceBool(
            state.call(unparenthesize.force(), null, c == null ? NixNull.NULL : c), null, "");
    return NixString.of(plain ? type.description() : "(" + type.description() + ")");
  }

  /** {@code lib.toList v}. */
  private static final class ToList extends Deferred {
    private final Lazy v;

    ToList(Lazy v) {
      this.v = v;
    }

    @Override
    Value compute() {
      return v.force() instanceof NixList l ? l : NixList.of(v);
    }
  }
}
