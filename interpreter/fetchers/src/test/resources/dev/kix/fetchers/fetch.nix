let
  url = name: "file://${toString ./archives}/${name}";
in
{
  gnu = builtins.fetchTarball (url "gnu.tar.gz");
  pax = builtins.fetchTarball { url = url "pax.tar.gz"; name = "pax"; };
  file = builtins.fetchurl "file://${toString ./data}/hello.txt";
  named = builtins.fetchurl { url = "file://${toString ./data}/hello.txt"; name = "greeting"; };
  checked = builtins.fetchurl { url = "file://${toString ./data}/hello.txt"; sha256 = builtins.hashFile "sha256" ./data/hello.txt; };
  context = map builtins.getContext [ (builtins.fetchTarball (url "gnu.tar.gz")) ];
}
