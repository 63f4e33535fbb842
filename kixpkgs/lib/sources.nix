/**
  Folders of source code, filtered on their way into the store.

  A *source* is what these functions return: a set with `outPath` (the store path, made
  when it is asked for), `origSrc`, `filter` and `name`. Filters of sources of sources are
  combined, so that only one copy is made.
*/
{ lib }:
let
  inherit (builtins)
    baseNameOf
    concatStringsSep
    elemAt
    head
    isList
    length
    match
    split
    ;
  inherit (lib.strings)
    escapeRegex
    fileContents
    hasPrefix
    hasSuffix
    removePrefix
    removeSuffix
    ;

  isSource = value: value ? _isLibCleanSourceWith;

  # The parts of a source, of a path or of anything else that `builtins.path` takes.
  partsOf =
    src:
    if isSource src then
      { inherit (src) origSrc filter name; }
    else
      {
        origSrc = src;
        filter = _path: _type: true;
        name = "source";
      };

  sourceOf = parts: {
    _isLibCleanSourceWith = true;
    inherit (parts) origSrc filter name;
    outPath = builtins.path {
      path = parts.origSrc;
      inherit (parts) filter name;
    };
  };

  # --- Git ----------------------------------------------------------------------------------

  absolute = base: path: if hasPrefix "/" path then path else (if hasPrefix "/" base then "" else "/") + "${base}/${path}";

  found = value: { inherit value; };
  failed = error: { inherit error; };

  # The commit that a ref of a Git folder names, as { value } or { error }.
  commitOf =
    ref: git:
    let
      file = git + "/${ref}";
      packed = git + "/packed-refs";
      isFile = lib.filesystem.pathIsRegularFile;
      text = fileContents file;
      # "ref: refs/heads/main" sends to another ref.
      other = match "ref: (.*)" text;
    in
    if isFile git then
      commitOfLink ref git
    else if isFile file then
      if other == null then found text else commitOf (head other) git
    else if isFile packed then
      commitInPacked ref packed
    else
      failed ("Not a .git directory: " + toString git);

  # A worktree's `.git` is a file that names the real folder (gitrepository-layout(5)).
  commitOfLink =
    ref: link:
    let
      target = match "gitdir: (.*)" (fileContents link);
      git = absolute (dirOf link) (head target);
      commonFile = "${git}/commondir";
      common = absolute git (
        removeSuffix "/" (if lib.filesystem.pathIsRegularFile commonFile then fileContents commonFile else git)
      );
    in
    if target == null then
      failed ("File contains no gitdir reference: " + link)
    else
      commitOf (removePrefix "${common}/" "${git}/${ref}") common;

  commitInPacked =
    ref: packed:
    let
      # Line by line: one regular expression over a large file would be slow.
      lines = lib.splitString "\n" (builtins.readFile packed);
      matches = lib.filter (m: m != null) (map (match "([a-z0-9]+) ${ref}") lines);
    in
    if matches == [ ] then
      failed ("Could not find " + ref + " in " + packed)
    else
      found (head (head matches));

  headOf = commitOf "HEAD";

  # --- Names --------------------------------------------------------------------------------

  archiveEnding = ".*(\\.(git|tar|zip|gz|tgz|bz|tbz|bz2|tbz2|lzma|txz|xz|zstd))";

  withoutEndings =
    name:
    let
      ending = match archiveEnding name;
      rest = removeSuffix (head ending) name;
    in
    if ending == null then name else withoutEndings rest;

  folders = [
    ".svn"
    "CVS"
    ".hg"
    ".jj"
    ".pijul"
    "_darcs"
  ];

  # --- Globs --------------------------------------------------------------------------------

  # The regular expression of one name of a glob; null for `**`.
  globName =
    name:
    if name == "**" then
      null
    else
      concatStringsSep "" (map (part: if isList part then "[^/]*" else escapeRegex part) (split "\\*+" name));

  # Whether a glob matches a path, or might match something below it when it is no file.
  globMatches =
    globs:
    let
      end = length globs;
      from =
        names: isFolder: g: n:
        let
          glob = elemAt globs g;
          name = elemAt names n;
          fits = glob: match glob name != null;
        in
        if n >= length names then
          g >= end || isFolder
        else if g >= end then
          false
        else if glob != null then
          fits glob && from names isFolder (g + 1) (n + 1)
        # `**` goes on until the name after it comes.
        else if g + 1 == end then
          true
        else if fits (lib.defaultTo ".*" (elemAt globs (g + 1))) then
          from names isFolder (g + 1) n
        else
          from names isFolder g (n + 1);
    in
    names: type:
    from names (type == "directory" || type == "symlink") 0 0;
in
rec {
  inherit (builtins) filterSource;

  /**
    Whether to keep a file, for `cleanSourceWith`: leaves out folders of version control,
    editors' backups, object files, `result` links and what the store cannot hold.

    # Type

    ```
    cleanSourceFilter :: String -> String -> Bool
    ```
  */
  cleanSourceFilter =
    path: type:
    let
      name = baseNameOf path;
    in
    !(
      name == ".git"
      || type == "directory" && lib.elem name folders
      || hasSuffix "~" name
      || match "\\.(.*\\.)?sw[a-z]" name != null
      || hasSuffix ".o" name
      || hasSuffix ".so" name
      || type == "symlink" && hasPrefix "result" name
      || type == "unknown"
    );

  /**
    A source without what `cleanSourceFilter` leaves out.

    # Type

    ```
    cleanSource :: SourceLike -> Source
    ```
  */
  cleanSource =
    src:
    cleanSourceWith {
      inherit src;
      filter = cleanSourceFilter;
    };

  /**
    A source with those files that `filter` (path and type, as for `builtins.path`) accepts,
    under another name if one is given.

    # Type

    ```
    cleanSourceWith :: { src :: SourceLike; filter ? :: String -> String -> Bool; name ? :: String; } -> Source
    ```
  */
  cleanSourceWith =
    {
      src,
      filter ? _path: _type: true,
      name ? null,
    }:
    let
      inner = partsOf src;
    in
    sourceOf {
      inherit (inner) origSrc;
      filter = path: type: filter path type && inner.filter path type;
      name = lib.defaultTo inner.name name;
    };

  /**
    A source that prints each question its filter is asked, with the answer.

    # Type

    ```
    trace :: SourceLike -> Source
    ```
  */
  trace =
    src:
    let
      inner = partsOf src;
      report =
        path: type:
        let
          answer = inner.filter path type;
        in
        builtins.trace "${inner.name}.filter ${path} = ${lib.boolToString answer}" answer;
    in
    sourceOf (inner // { filter = report; })
    // {
      satisfiesSubpathInvariant = src.satisfiesSubpathInvariant or false;
    };

  /**
    A source with the files whose path below it matches one of some regular expressions.
    A folder is entered only when its own path matches.

    # Type

    ```
    sourceByRegex :: SourceLike -> [String] -> Source
    ```
  */
  sourceByRegex =
    src: regexes:
    let
      base = toString (partsOf src).origSrc + "/";
    in
    cleanSourceWith {
      inherit src;
      filter =
        path: _type:
        let
          relative = removePrefix base (toString path);
        in
        lib.any (regex: match regex relative != null) regexes;
    };

  /**
    A source with the files whose names end in one of some texts, and all folders.

    # Type

    ```
    sourceFilesBySuffices :: SourceLike -> [String] -> Source
    ```
  */
  sourceFilesBySuffices =
    src: suffices:
    cleanSourceWith {
      inherit src;
      filter = path: type: type == "directory" || lib.any (suffix: hasSuffix suffix (baseNameOf path)) suffices;
    };

  /**
    A source with the files that match one of some patterns: `*` stands for anything within
    a name, `**` for any number of folders.

    # Type

    ```
    sourceByGlobs :: SourceLike -> [String] -> Source
    ```
  */
  sourceByGlobs =
    src: patterns:
    let
      base = toString (partsOf src).origSrc + "/";
      matchers = map (pattern: globMatches (map globName (lib.splitString "/" pattern))) patterns;
    in
    cleanSourceWith {
      inherit src;
      filter =
        path: type:
        let
          names = lib.splitString "/" (removePrefix base path);
        in
        lib.any (matches: matches names type) matchers;
    };

  /** Whether a path is the `.git` of a repository with a commit. */
  pathIsGitRepo = path: (headOf path) ? value;

  /**
    The commit that a repository has checked out; takes the path of its `.git`.

    # Type

    ```
    commitIdFromGitRepo :: Path -> String
    ```
  */
  commitIdFromGitRepo =
    path:
    let
      commit = headOf path;
    in
    commit.value or (throw commit.error);

  /** Whether text refers to store objects. */
  pathHasContext = builtins.hasContext;

  /** Whether a value can be filtered: a source, or a path outside the store. */
  canCleanSource = src: isSource src || !(pathHasContext (toString src));

  /**
    A name for what a URL leads to.

    # Example

    ```nix
    urlToName "https://example.org/project.tar.gz"
    => "project"
    ```
  */
  urlToName = url: withoutEndings (baseNameOf (removeSuffix "/" (lib.last (lib.splitString ":" (toString url)))));

  /** A revision, short: seven digits of a hash, the number in a tag. */
  shortRev =
    rev:
    let
      name = baseNameOf (toString rev);
      tag = match "([A-Za-z]+[-_. ]?)*(v)?([0-9.]+.*)" name;
    in
    if match "[a-f0-9]+" name != null then
      builtins.substring 0 7 name
    else if tag != null then
      lib.last tag
    else
      name;

  /** The tag if there is one, else the revision, else `HEAD`. */
  revOrTag = rev: tag: lib.defaultTo (lib.defaultTo "HEAD" rev) tag;

  /**
    The name for a store object fetched from a repository at a revision by some fetcher.

    # Inputs

    - how much the name says: `"source"` nothing, `"versioned"` repository and revision,
      `"full"` the fetcher too,
    - the repository, the revision or null, the fetcher or null.
  */
  repoRevToName =
    kind:
    let
      part = f: value: if value == null then "" else "-${f value}";
      full = repo: rev: suffix: "${urlToName repo}${part shortRev rev}${part lib.id suffix}-source";
      kinds = {
        source = _repo: _rev: _suffix: "source";
        versioned = repo: rev: _suffix: full repo rev null;
        inherit full;
      };
    in
    kinds.${kind} or (throw "repoRevToName: invalid kind");
}
