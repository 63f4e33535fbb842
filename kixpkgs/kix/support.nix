/**
  Which versions of the programs behind the packages are still looked after. The dates are in `support-dates.nix`. A build never
  looks at the clock: the day it counts from is the cluster's option `support.date`, or the day on which the dates were read.
*/
{ lib }:
let
  products = import ./support-dates.nix;

  # "2026-11-12", "20261112" and "20261112093000" (a flake's lastModifiedDate) as "2026-11-12".
  isoDate =
    text:
    let
      parts = builtins.match "([0-9]{4})-?([0-9]{2})-?([0-9]{2}).*" text;
    in
    if parts == null then
      throw "'${text}' is no date: it looks like 2026-11-12"
    else
      lib.concatStringsSep "-" parts;

  # Days since 1 January 1970, in the Gregorian calendar; the year begins in March, so that the leap day comes last.
  dayNumber =
    date:
    let
      parts = map lib.toIntBase10 (builtins.match "([0-9]{4})-([0-9]{2})-([0-9]{2})" date);
      month = builtins.elemAt parts 1;
      year = builtins.elemAt parts 0 - (if month <= 2 then 1 else 0);
      era = year / 400;
      yearOfEra = year - era * 400;
      dayOfYear = (153 * (if month > 2 then month - 3 else month + 9) + 2) / 5 + builtins.elemAt parts 2 - 1;
      dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    in
    era * 146097 + dayOfEra - 719468;

  # A text that sorts behind the day and before the next one.
  dayAfter = date: date + "+";

  # The series that a version or an image's tag belongs to, or null: "v17.4-alpine" is of "17", "9.6.24" of "9.6".
  seriesOf =
    product: version:
    let
      number = builtins.match "v?([0-9]+([.][0-9]+)*).*" version;
      parts = lib.splitString "." (lib.head number);
      known = lib.filter (candidate: products.${product}.endOfLife ? ${candidate}) (
        map (count: lib.concatStringsSep "." (lib.take count parts)) (
          lib.reverseList (lib.range 1 (lib.length parts))
        )
      );
    in
    if number == null || known == [ ] then null else lib.head known;

  # The day that counts for a product. `cluster`: the cluster's config, or null.
  dateFor =
    cluster: product:
    if cluster == null || cluster.support.date == null then
      products.${product}.read
    else
      isoDate cluster.support.date;

  byVersion = lib.sort lib.versionOlder;

  isSupported =
    date: product: series:
    let
      end = products.${product}.endOfLife.${series};
    in
    end == null || date <= end;

  alternatives =
    date: product: among:
    let
      supported = lib.filter (
        series: isSupported date product series && (among == null || lib.elem series among)
      ) (byVersion (lib.attrNames products.${product}.endOfLife));
    in
    "Supported versions: ${lib.concatStringsSep ", " supported}.";
in
{
  inherit products;

  /**
    The check of an option that holds a version of a product: true, or a message with the day on which the version's
    support ended and the versions to choose from.

    # Type

    ```
    check :: String | { product :: String; config? :: AttrSet; versions? :: [String]; } -> String -> Bool | String
    ```

    `config`: the cluster's, whose `support.date` counts; `versions`: the series that the package can run; all that are known
    when it is not given.

    # Example

    ```nix
    version = lib.mkOption { type = lib.types.str; check = kix.support.check "postgresql"; };
    ```
  */
  check =
    arguments: version:
    let
      given = if builtins.isString arguments then { product = arguments; } else arguments;
      inherit (given) product;
      versions = given.versions or null;
      inherit (products.${product}) name endOfLife;
      date = dateFor (given.config or null) product;
      series = seriesOf product version;
      others = alternatives date product versions;
    in
    if series == null then
      "${name} ${version} is not a version this package knows.\n${others}"
    else if !isSupported date product series then
      "${name} ${version} reached end-of-life on ${endOfLife.${series}}.\n${others}"
    else if versions != null && !lib.elem series versions then
      "${name} ${version} is not a version this package runs.\n${others}"
    else
      true;

  /**
    What a cluster's config says about one version of a product in use: `assertions` and `warnings` to go with those of a
    package or a module. A version of no known series has nothing said about it.

    # Type

    ```
    findings :: { config :: AttrSet; product :: String; version :: String; subject? :: String; remedy? :: String; } -> { assertions, warnings }
    ```

    `config`: the cluster's; `subject`: what has that version, for people; `remedy`: what to do about it.
  */
  findings =
    {
      config,
      product,
      version,
      subject ? null,
      remedy ? "Choose another version",
    }:
    let
      inherit (config) support;
      inherit (products.${product}) name source endOfLife;
      retired = products.${product}.retired or null;
      instead = products.${product}.instead or null;
      date = dateFor config product;
      series = seriesOf product version;
      end = if series == null then null else endOfLife.${series};
      days = dayNumber end - dayNumber date;
      about = lib.optionalString (subject != null) " of ${subject}";
      accept = "or say why it stays: support.accepted.${product} = \"…\";";

      isOver = retired != null && retired < date || end != null && end < date;
      over =
        of:
        if retired != null && retired < date then
          "${name}${of} was given up on ${retired}: nobody mends it any more (${source}).\n"
          + lib.optionalString (instead != null) "Take ${instead},\n"
          + accept
        else
          "${name} ${version}${of} reached end-of-life on ${end} (${source}).\n"
          + "${alternatives date product null}\n${remedy}, ${accept}";
      soon = support.date != null && end != null && !isOver && days <= support.noticeDays;
      accepted = support.accepted ? ${product} || support.level == "ignore";
    in
    {
      assertions = lib.optional (isOver && !accepted && support.level == "error") {
        assertion = false;
        # Whose assertion it is, the compiler says.
        message = over "";
      };
      warnings =
        lib.optional (isOver && !accepted && support.level == "warning") (over about)
        ++ lib.optional (soon && !accepted)
          "${name} ${version}${about} reaches end-of-life on ${end}, in ${toString days} days (${source}).\n${alternatives (dayAfter end) product null}";
    };
}
