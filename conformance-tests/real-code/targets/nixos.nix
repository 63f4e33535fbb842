# Whole systems of a NixOS that lies in a checkout of nixpkgs, from next to nothing to a desktop.
{ src }:
let
  system = modules:
    (import (src + "/nixos/lib/eval-config.nix") {
      system = "x86_64-linux";
      modules = [
        {
          boot.loader.grub.device = "/dev/sda";
          fileSystems."/" = { device = "/dev/sda1"; fsType = "ext4"; };
          nixpkgs.config.allowUnfree = true;
        }
      ] ++ modules;
    }).config.system.build.toplevel;
in
{
  minimal = system [ ];

  server = system [
    ({ pkgs, lib, ... }: {
      networking = { hostName = "server"; firewall.allowedTCPPorts = [ 80 443 ]; useDHCP = false; };
      services.openssh = { enable = true; extraConfig = lib.mkAfter "UseDNS no"; };
      services.nginx = {
        enable = true;
        recommendedProxySettings = true;
        virtualHosts."example.org" = {
          default = true;
          root = pkgs.runCommand "site" { } "mkdir $out; echo hello > $out/index.html";
          locations."/api".proxyPass = "http://localhost:8080";
        };
      };
      services.postgresql = { enable = true; extraConfig = "max_connections = 50"; };
      services.cron = { enable = true; systemCronJobs = [ "0 4 * * * root true" ]; };
      users.extraUsers.admin = { isNormalUser = true; extraGroups = [ "wheel" ]; uid = 1000; };
      systemd.services.job = {
        description = "a job";
        wantedBy = [ "multi-user.target" ];
        path = [ pkgs.curl pkgs.jq ];
        script = "curl http://localhost/ | jq .";
        serviceConfig.Restart = "on-failure";
      };
      environment.systemPackages = with pkgs; [ git vim htop tmux ];
      environment.etc."motd".text = "welcome";
    })
  ];

  desktop = system [
    ({ pkgs, ... }: {
      services.xserver = { enable = true; layout = "us"; displayManager.slim.enable = true; desktopManager.xfce.enable = true; };
      hardware.pulseaudio.enable = true;
      networking.networkmanager.enable = true;
      services.printing.enable = true;
      fonts.fonts = [ pkgs.dejavu_fonts ];
      i18n.defaultLocale = "de_DE.UTF-8";
      time.timeZone = "Europe/Berlin";
      programs.zsh.enable = true;
      environment.systemPackages = with pkgs; [ firefox gimp libreoffice ];
    })
  ];

  containers = system [
    ({ ... }: {
      boot.kernel.sysctl."net.ipv4.ip_forward" = 1;
      virtualisation.docker.enable = true;
      services.kubernetes.roles = [ "master" "node" ];
      containers.inner.config = { services.httpd = { enable = true; adminAddr = "a@example.org"; }; };
    })
  ];
}
