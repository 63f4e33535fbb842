# "A folder's entry point is … kix.nix": the forms of naming its cluster. `args.txt` has them all.
{
  clusters.test = import ./cluster.nix;
}
