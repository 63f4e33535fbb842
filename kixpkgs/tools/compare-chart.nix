/**
  How two sets of manifests differ, as text: `theirs` and `ours` are files of YAML documents.

  Resources find their counterpart by kind and name; those that are left over by kind and the most similar name. Elements of
  a list find theirs by what identifies them (`name`, `mountPath`, `containerPort`, …), those that are left over one by one.
  Rules of a role are compared permission by permission, arguments flag by flag, whatever their order.

  Passed over, because each tool has its own: namespaces, labels and what selects by them, the order of lists, empty
  values, and values that the API server would fill in itself.
*/
{ theirs, ours }:
let
  inherit (builtins)
    all
    attrNames
    concatLists
    concatMap
    elem
    elemAt
    filter
    foldl'
    fromYAML
    head
    intersectAttrs
    isAttrs
    isList
    isString
    length
    listToAttrs
    mapAttrs
    match
    readFile
    removeAttrs
    sort
    split
    tail
    toJSON
    ;

  # ---------------------------------------------------------------- reading

  flattenLists =
    document:
    if document == null then
      [ ]
    else if document ? items && match ".*List" (document.kind or "") != null then
      concatMap flattenLists document.items
    else
      [ document ];

  read =
    file:
    let
      documents = fromYAML (readFile file);
    in
    map clean (concatMap flattenLists (if isList documents then documents else [ documents ]));

  # ---------------------------------------------------------------- what does not count

  # What the API server fills in, by the last part of the path.
  defaults = {
    protocol = "TCP";
    scheme = "HTTP";
    successThreshold = 1;
    imagePullPolicy = "IfNotPresent";
    restartPolicy = "Always";
    dnsPolicy = "ClusterFirst";
    defaultMode = 420;
    initialDelaySeconds = 0;
    terminationGracePeriodSeconds = 30;
    revisionHistoryLimit = 10;
    sessionAffinity = "None";
    internalTrafficPolicy = "Cluster";
    podManagementPolicy = "OrderedReady";
    readOnly = false;
    hostNetwork = false;
    terminationMessagePath = "/dev/termination-log";
    terminationMessagePolicy = "File";
  };

  isEmpty =
    value:
    value == null || value == { } || value == [ ] || value == "";

  cleanValue =
    value:
    if isAttrs value then
      let
        cleaned = mapAttrs (_: cleanValue) value;
        kept = filter (
          name:
          !(isEmpty cleaned.${name} && name != "emptyDir" && name != "podSelector")
          && !(defaults ? ${name} && defaults.${name} == cleaned.${name})
          && !(name == "labels" || name == "matchLabels" || name == "status" || name == "namespace")
        ) (attrNames value);
      in
      listToAttrs (
        map (name: {
          inherit name;
          value = cleaned.${name};
        }) kept
      )
    else if isList value then
      map cleanValue value
    else
      value;

  /*
    What counts for a container, wherever it was written: settings that the pod gives to all containers, and the volume in
    place of its name.
  */
  inheritedSettings = [
    "runAsNonRoot"
    "runAsUser"
    "runAsGroup"
    "seccompProfile"
  ];

  cleanPod =
    spec:
    let
      shared = intersectAttrs (listToAttrs (
        map (name: {
          inherit name;
          value = null;
        }) inheritedSettings
      )) (spec.securityContext or { });
      sources = listToAttrs (
        map (volume: {
          inherit (volume) name;
          value = removeAttrs volume [ "name" ];
        }) (spec.volumes or [ ])
      );
      mount =
        m:
        removeAttrs m [ "name" ]
        // {
          from = sources.${m.name} or { claim = m.name; };
        };
      container =
        c:
        c
        // {
          securityContext = shared // (c.securityContext or { });
          volumeMounts = map mount (c.volumeMounts or [ ]);
        };
    in
    removeAttrs spec [ "volumes" ]
    // {
      securityContext = removeAttrs (spec.securityContext or { }) inheritedSettings;
      containers = map container (spec.containers or [ ]);
      initContainers = map container (spec.initContainers or [ ]);
    };

  clean =
    resource:
    let
      cleaned = cleanValue resource;
      spec = cleaned.spec or { };
      template = cleanPod spec.template.spec;
    in
    cleaned
    // {
      metadata = removeAttrs (cleaned.metadata or { }) [ "creationTimestamp" ];
    }
    // (
      if resource.kind == "Service" then
        { spec = removeAttrs spec [ "selector" ]; }
      else if spec ? template.spec then
        {
          spec =
            (if spec.replicas or 1 == 1 then removeAttrs spec [ "replicas" ] else spec)
            // {
              template = spec.template // {
                spec = cleanValue template;
              };
            };
        }
      else
        { }
    );

  # ---------------------------------------------------------------- pairing

  words =
    text: filter (part: isString part && part != "") (split "[^a-zA-Z0-9]+" text);

  similarity =
    a: b:
    let
      left = words a;
      right = words b;
      shared = length (filter (w: elem w right) left);
    in
    3 * shared - length left - length right;

  best =
    similar: candidates:
    foldl' (
      found: candidate:
      if found == null || similar candidate > similar found then candidate else found
    ) null candidates;

  /*
    Pairs elements of two lists: first those of one key, then, while both sides have some left, each with the most similar.
    `key` may return null.
  */
  pair =
    { key, similar }:
    left: right:
    let
      keyed = filter (l: key l != null && filter (r: key r == key l) right != [ ]) left;
      counterpart = l: head (filter (r: key r == key l) right);
      usedKeys = map key keyed;
      restOf = filter (e: !(elem (key e) usedKeys));
      byForce =
        ls: rs:
        if ls == [ ] || rs == [ ] then
          map (l: {
            left = l;
            right = null;
          }) ls
          ++ map (r: {
            left = null;
            right = r;
          }) rs
        else
          let
            chosen = best (p: similar p.left p.right) (
              concatMap (
                left:
                map (right: {
                  inherit left right;
                }) rs
              ) ls
            );
          in
          [ chosen ] ++ byForce (filter (l: l != chosen.left) ls) (filter (r: r != chosen.right) rs);
    in
    map (l: {
      left = l;
      right = counterpart l;
    }) keyed
    ++ byForce (restOf left) (restOf right);

  # ---------------------------------------------------------------- differences

  short =
    value:
    if isString value then
      if match ".*\n.*" value != null then "\n" + indent value else value
    else
      toJSON value;

  indent =
    text:
    builtins.concatStringsSep "\n" (
      map (line: "        | ${line}") (filter isString (split "\n" text))
    );

  onlyTheirs = path: value: [ "  - ${path}: ${short value}" ];
  onlyOurs = path: value: [ "  + ${path}: ${short value}" ];
  differing = path: left: right: [ "  ~ ${path}: ${short left} → ${short right}" ];

  # "--flag=value" → flag "--flag"; anything else is itself.
  flagOf =
    text:
    let
      parts = match "(--?[A-Za-z0-9._-]+)[= ](.*)" text;
    in
    if parts == null then null else elemAt parts 0;

  keyNames = [
    "name"
    "mountPath"
    "containerPort"
    "host"
    "path"
    "port"
    "key"
    "type"
    "kind"
  ];

  keyOf =
    element:
    if isString element then
      if flagOf element != null then flagOf element else element
    else if isAttrs element then
      let
        present = filter (k: element ? ${k}) keyNames;
      in
      if present == [ ] then null else "${toString (element.${head present})}"
    else
      toString element;

  compare =
    path: left: right:
    if left == right then
      [ ]
    else if isAttrs left && isAttrs right then
      concatMap (
        name:
        let
          below = if path == "" then name else "${path}.${name}";
        in
        if !(right ? ${name}) then
          onlyTheirs below left.${name}
        else if !(left ? ${name}) then
          onlyOurs below right.${name}
        else
          compare below left.${name} right.${name}
      ) (attrNames (left // right))
    else if isList left && isList right then
      let
        scalars = all (e: !isAttrs e && !isList e);
        plain = scalars left && scalars right;
        pairs = pair {
          key = keyOf;
          similar = _: _: 0;
        } left right;
      in
      if plain then
        concatMap (
          p:
          if p.right == null then
            onlyTheirs path p.left
          else if p.left == null then
            onlyOurs path p.right
          else if p.left == p.right then
            [ ]
          else if isString p.left && flagOf p.left != null && flagOf p.left == flagOf p.right then
            differing path p.left p.right
          else
            onlyTheirs path p.left ++ onlyOurs path p.right
        ) pairs
      else
        concatMap (
          p:
          let
            element = if p.left != null then p.left else p.right;
            name = if keyOf element == null then "" else keyOf element;
            below = "${path}[${name}]";
          in
          if p.right == null then
            onlyTheirs below p.left
          else if p.left == null then
            onlyOurs below p.right
          else
            compare below p.left p.right
        ) pairs
    else
      differing path left right;

  # Every permission of a role as an attribute.
  permissions =
    rules:
    listToAttrs (
      concatMap (
        rule:
        let
          names = rule.resourceNames or [ ];
          of = if names == [ ] then "" else " of ${builtins.concatStringsSep "," (sort (a: b: a < b) names)}";
          things =
            rule.nonResourceURLs or [ ]
            ++ concatMap (
              group: map (r: if group == "" then r else "${group}/${r}") (rule.resources or [ ])
            ) (rule.apiGroups or [ "" ]);
        in
        concatMap (
          thing:
          map (verb: {
            name = "${verb} ${thing}${of}";
            value = true;
          }) (rule.verbs or [ ])
        ) things
      ) rules
    );

  compareRules =
    left: right:
    let
      a = permissions left;
      b = permissions right;
    in
    map (p: "  - may ${p}") (filter (p: !(b ? ${p})) (attrNames a))
    ++ map (p: "  + may ${p}") (filter (p: !(a ? ${p})) (attrNames b));

  compareResources =
    left: right:
    let
      meta = r: removeAttrs r.metadata [ "name" ];
      body =
        r:
        removeAttrs r [
          "kind"
          "metadata"
          "rules"
        ];
      roles = match "(Cluster)?Role" left.kind != null;
    in
    (if left.kind == right.kind then [ ] else differing "kind" left.kind right.kind)
    ++ compare "metadata" (meta left) (meta right)
    ++ (
      if roles then
        compareRules (left.rules or [ ]) (right.rules or [ ])
      else
        compare "rules" (left.rules or [ ]) (right.rules or [ ])
    )
    ++ compare "" (body left) (body right);

  title = r: "${r.kind} ${r.metadata.name or "?"}";

  # What runs pods is one class: a chart may have a Deployment where kix has a StatefulSet.
  classOf =
    r:
    if
      elem r.kind [
        "Deployment"
        "StatefulSet"
        "DaemonSet"
      ]
    then
      "workload"
    else
      r.kind;

  theirResources = read theirs;
  ourResources = read ours;

  classes = attrNames (
    listToAttrs (
      map (r: {
        name = classOf r;
        value = null;
      }) (theirResources ++ ourResources)
    )
  );

  report = concatMap (
    class:
    let
      ofClass = filter (r: classOf r == class);
      pairs = pair {
        key = r: r.metadata.name or null;
        similar = a: b: similarity (a.metadata.name or "") (b.metadata.name or "");
      } (ofClass theirResources) (ofClass ourResources);
    in
    concatMap (
      p:
      if p.right == null then
        [ "- ${title p.left}" ]
      else if p.left == null then
        [ "+ ${title p.right}" ]
      else
        let
          lines = compareResources p.left p.right;
          same = (p.left.metadata.name or "") == (p.right.metadata.name or "");
          heading = if same then title p.left else "${title p.left} → ${p.right.metadata.name}";
        in
        if lines == [ ] then
          if same then [ ] else [ "~ ${heading}: equal but for the name" ]
        else
          [ "~ ${heading}" ] ++ lines
    ) pairs
  ) classes;
in
builtins.concatStringsSep "" (map (line: line + "\n") report)
