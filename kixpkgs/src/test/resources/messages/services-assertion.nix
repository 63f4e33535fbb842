{
  clusters.a =
    { kix, ... }:
    {
      imports = [
        (kix.mkService {
          name = "shop";
          package =
            { scope, kix }:
            kix.mkPackage (_: {
              resources = { };
              warnings = [ "shop: not much of a shop" ];
              assertions = [
                { assertion = false; message = "the shop is closed"; }
                { assertion = false; message = "the shop is empty"; }
              ];
            });
        })
      ];
      services.shop.enable = true;
      instances.a.b.package = { scope, kix }: kix.mkPackage (_: {
        resources = { };
        assertions = [ { assertion = false; message = "b is wrong, too"; } ];
      });
      assertions = [ { assertion = false; message = "and so is the cluster"; } ];
    };
}
