/**
  Recursive values: fixed points, overlays, extensible sets.
*/
{ lib }:
rec {
  /**
    The value that a function gives when it is given that value. Laziness makes it work.

    # Type

    ```
    fix :: (a -> a) -> a
    ```

    # Example

    ```nix
    fix (self: { foo = "foo"; bar = "bar"; foobar = self.foo + self.bar; })
    => { bar = "bar"; foo = "foo"; foobar = "foobar"; }
    ```
  */
  fix =
    f:
    let
      self = f self;
    in
    self;

  /**
    As `fix`, with the function kept as `__unfix__`.
  */
  fix' =
    f:
    let
      self = f self // {
        __unfix__ = f;
      };
    in
    self;

  /**
    Applies a function until the result no longer changes.

    # Type

    ```
    converge :: (a -> a) -> a -> a
    ```
  */
  converge =
    f: x:
    let
      next = f x;
    in
    if next == x then x else converge f next;

  /**
    Lays an overlay over a function to be fixed: the overlay gets the final set and the one
    before it.

    # Type

    ```
    extends :: (final -> prev -> AttrSet) -> (final -> AttrSet) -> (final -> AttrSet)
    ```
  */
  extends =
    overlay: f: final:
    let
      prev = f final;
    in
    prev // overlay final prev;

  /**
    One overlay from two, the first applied first.
  */
  composeExtensions =
    f: g: final: prev:
    let
      first = f final prev;
      between = prev // first;
    in
    first // g final between;

  /**
    One overlay from a list.
  */
  composeManyExtensions = lib.foldr composeExtensions (_final: _prev: { });

  /**
    A set with a function `extend`, which lays an overlay over it.

    # Type

    ```
    makeExtensible :: (self -> AttrSet) -> AttrSet
    ```
  */
  makeExtensible = makeExtensibleWithCustomName "extend";

  /**
    As `makeExtensible`, with another name than `extend`.
  */
  makeExtensibleWithCustomName =
    name: f:
    fix' (
      self:
      f self
      // {
        ${name} = overlay: makeExtensibleWithCustomName name (extends overlay f);
      }
    );

  /**
    An overlay from an overlay, a function of `prev`, or plain attributes.
  */
  toExtension =
    f:
    if lib.isFunction f then
      final: prev:
      let
        given = f prev;
      in
      if lib.isFunction given then f final prev else given
    else
      _final: _prev: f;
}
