let
  drop = name: path: type: baseNameOf path != name;
in
{
  file = "${./data/hello.txt}";
  folder = "${./data}";
  script = "${./data/run.sh}";
  link = "${./data/link}";
  context = builtins.getContext "${./data}";
  path = builtins.path { path = ./data; name = "named"; };
  flat = builtins.path { path = ./data/hello.txt; recursive = false; };
  filtered = builtins.path { path = ./data; filter = drop "sub"; };
  types = builtins.filterSource (path: type: type == "regular") ./data;
  toFile = builtins.toFile "x" "text";
  toFileRef = builtins.toFile "x" "text ${builtins.toFile "y" "z"} ${./data/sub}";
  inner = "${./data}/sub";
}
