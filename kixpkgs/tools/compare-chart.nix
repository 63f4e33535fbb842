/**
  How two sets of manifests differ, as text: `theirs` and `ours` are files of YAML documents.

  Resources find their counterpart by kind and name; those that are left over by kind and the most similar name. Elements of
  a list find theirs by what identifies them (`name`, `mountPath`, `containerPort`, …), those that are left over one by one.
  Arguments are compared flag by flag; roles and bindings by what each ServiceAccount may do in the end; custom resources by the
  fields and values that their schemas let pass.

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
    concatStringsSep
    elem
    elemAt
    filter
    foldl'
    fromYAML
    groupBy
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
    map (document: clean (withSubresources document)) (
      concatMap flattenLists (if isList documents then documents else [ documents ])
    );

  # `subresources.status = { }` says something although it is empty.
  withSubresources =
    document:
    if document.kind or "" == "CustomResourceDefinition" then
      document
      // {
        spec = document.spec // {
          versions = map (
            version: version // { subresources = attrNames (version.subresources or { }); }
          ) (document.spec.versions or [ ]);
        };
      }
    else
      document;

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

  # The same for elements whose keys mean something: one that is left over has no counterpart, but those without a key have.
  pairKeyed =
    { key, similar }:
    left: right:
    let
      inside = p: p.left != null && p.right != null && key p.left != key p.right;
      apart =
        p:
        if inside p && key p.left != null && key p.right != null then
          [
            (p // { right = null; })
            (p // { left = null; })
          ]
        else
          [ p ];
    in
    concatMap apart (pair { inherit key similar; } left right);

  # ---------------------------------------------------------------- differences

  short =
    value:
    if isString value then
      if match ".*\n.*" value != null then "\n" + indent value else value
    else
      toJSON value;

  indent =
    text:
    concatStringsSep "\n" (
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
        pairs =
          (if match ".*(containers|initContainers|ports|webhooks|rules|paths)" path != null then pair else pairKeyed)
            {
              key = keyOf;
              similar = a: b: similarity (toString (keyOf a)) (toString (keyOf b));
            }
            left
            right;
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

  # ---------------------------------------------------------------- permissions

  # Every permission of a list of rules as an attribute.
  permissions =
    rules:
    listToAttrs (
      concatMap (
        rule:
        let
          names = rule.resourceNames or [ ];
          of = if names == [ ] then "" else " of ${concatStringsSep "," (sort (a: b: a < b) names)}";
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

  isRole = r: match "(Cluster)?Role" r.kind != null;
  isBinding = r: match "(Cluster)?RoleBinding" r.kind != null;

  /*
    What each ServiceAccount may do, however many roles that takes: `{ ACCOUNT = { PERMISSION = true; }; }`. Permissions in one
    namespace only say so; a role that is not among the resources is named.
  */
  accounts =
    resources:
    let
      roles = listToAttrs (
        map (r: {
          name = "${r.kind}/${r.metadata.name}";
          value = r.rules or [ ];
        }) (filter isRole resources)
      );
      ofBinding =
        binding:
        let
          role = "${binding.roleRef.kind}/${binding.roleRef.name}";
          suffix = if binding.kind == "RoleBinding" then " (in a namespace)" else "";
          granted =
            if roles ? ${role} then
              map (p: "may ${p}${suffix}") (attrNames (permissions roles.${role}))
            else
              [ "has the ${role}${suffix}" ];
        in
        concatMap (
          subject:
          map (p: {
            account = subject.name;
            name = p;
          }) granted
        ) (binding.subjects or [ ]);
      all = concatMap ofBinding (filter isBinding resources);
    in
    mapAttrs (
      _: granted:
      listToAttrs (
        map (g: {
          inherit (g) name;
          value = true;
        }) granted
      )
    ) (groupBy (g: g.account) all);

  reportAccounts =
    let
      left = accounts theirResources;
      right = accounts ourResources;
      pairs = pair {
        key = name: name;
        similar = similarity;
      } (attrNames left) (attrNames right);
      # What may be done everywhere may be done in one namespace, too.
      grants = granted: name: granted ? ${name} || granted ? ${cutScope name};
      cutScope =
        name:
        let
          parts = match "(.*) [(]in a namespace[)]" name;
        in
        if parts == null then name else head parts;
    in
    concatMap (
      p:
      let
        a = if p.left == null then { } else left.${p.left};
        b = if p.right == null then { } else right.${p.right};
        lines =
          map (n: "  - ${n}") (filter (n: !grants b n) (attrNames a))
          ++ map (n: "  + ${n}") (filter (n: !grants a n) (attrNames b));
        name =
          if p.left == p.right then
            p.left
          else if p.right == null then
            "${p.left} → nobody"
          else if p.left == null then
            "nobody → ${p.right}"
          else
            "${p.left} → ${p.right}";
      in
      if lines == [ ] then [ ] else [ "~ what ServiceAccount ${name} may do" ] ++ lines
    ) pairs;

  # Roles that nobody is bound to, such as those that add to `view` and `edit`.
  unbound =
    resources:
    let
      bound = map (b: "${b.roleRef.kind}/${b.roleRef.name}") (filter isBinding resources);
    in
    filter (r: isRole r && !(elem "${r.kind}/${r.metadata.name}" bound)) resources;

  # ---------------------------------------------------------------- custom resources

  /*
    Where two schemas differ in what they let pass. What kix leaves open (`x-kubernetes-preserve-unknown-fields`) lets pass
    everything; a field that it does not know and does not leave open would be pruned by the API server.
  */
  compareSchemas =
    path: left: right:
    let
      a = left.properties or { };
      b = right.properties or { };
      open = right.x-kubernetes-preserve-unknown-fields or false;
      sub = name: if path == "" then name else "${path}.${name}";
    in
    if open && b == { } then
      [ ]
    else
      (
        if left ? type && right ? type && left.type != right.type then
          differing "${path} type" left.type right.type
        else
          [ ]
      )
      ++ concatMap (
        name: if elem name (left.required or [ ]) then [ ] else [ "  + ${sub name} is required" ]
      ) (filter (name: a ? ${name}) (right.required or [ ]))
      ++ concatMap (v: if elem v (right.enum or [ ]) then [ ] else [ "  - ${path} may be ${toJSON v}" ]) (
        if right ? enum then left.enum or [ ] else [ ]
      )
      ++ (
        if a == { } || b == { } && right ? additionalProperties then
          [ ]
        else
          concatMap (
            name:
            if b ? ${name} then
              compareSchemas (sub name) a.${name} b.${name}
            else if open then
              [ ]
            else
              [ "  - ${sub name} (would be pruned)" ]
          ) (attrNames a)
          ++ map (name: "  + ${sub name}") (filter (name: !(a ? ${name})) (attrNames b))
      )
      ++ (
        if left ? items && right ? items then
          compareSchemas "${path}[]" left.items right.items
        else
          [ ]
      )
      ++ (
        if isAttrs (left.additionalProperties or null) && isAttrs (right.additionalProperties or null) then
          compareSchemas "${path}.*" left.additionalProperties right.additionalProperties
        else
          [ ]
      );

  compareDefinitions =
    left: right:
    let
      versions = r: filter (v: v.served or false) r.spec.versions;
      rest = r: removeAttrs r.spec [ "versions" ];
      columns = r: removeAttrs r [ "schema" "additionalPrinterColumns" ];
      pairs = pair {
        key = v: v.name;
        similar = _: _: 0;
      } (versions left) (versions right);
    in
    compare "spec" (rest left) (rest right)
    ++ concatMap (
      p:
      if p.right == null then
        [ "  - version ${p.left.name}" ]
      else if p.left == null then
        [ "  + version ${p.right.name}" ]
      else
        compare p.left.name (columns p.left) (columns p.right)
        ++ compareSchemas "" (p.left.schema.openAPIV3Schema or { }) (p.right.schema.openAPIV3Schema or { })
    ) pairs;

  # ---------------------------------------------------------------- the whole

  compareResources =
    left: right:
    let
      meta = r: removeAttrs r.metadata [ "name" ];
      body =
        r:
        removeAttrs r [
          "kind"
          "metadata"
        ];
    in
    if left.kind == "CustomResourceDefinition" then
      compareDefinitions left right
    else
      (if left.kind == right.kind then [ ] else differing "kind" left.kind right.kind)
      ++ compare "metadata" (meta left) (meta right)
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

  # Roles and bindings are compared by what comes of them.
  plain = resources: filter (r: !isRole r && !isBinding r) resources ++ unbound resources;

  classes = attrNames (
    listToAttrs (
      map (r: {
        name = classOf r;
        value = null;
      }) (plain theirResources ++ plain ourResources)
    )
  );

  report = concatMap (
    class:
    let
      ofClass = filter (r: classOf r == class);
      pairs = pair {
        key = r: r.metadata.name or null;
        similar = a: b: similarity (a.metadata.name or "") (b.metadata.name or "");
      } (ofClass (plain theirResources)) (ofClass (plain ourResources));
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
concatStringsSep "" (map (line: line + "\n") (report ++ reportAccounts))
