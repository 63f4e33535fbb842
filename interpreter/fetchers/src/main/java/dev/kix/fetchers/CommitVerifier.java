package dev.kix.fetchers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a commit was signed with one of the SSH keys that an input names: {@code
 * verifyCommit}, {@code publicKey}, {@code keytype} and {@code publicKeys}, which need the
 * experimental feature {@code verified-fetches}.
 */
final class CommitVerifier {
  private static final JsonMapper JSON = new JsonMapper();

  /** The names that Nix gives types of keys, and those of OpenSSH. */
  private static final SortedMap<String, String> TYPES =
      new TreeMap<>(
          Map.of(
              "ssh-dsa", "ssh-dsa",
              "ssh-ecdsa", "ssh-ecdsa",
              "ssh-ecdsa-sk", "sk-ecdsa-sha2-nistp256@openssh.com",
              "ssh-ed25519", "ssh-ed25519",
              "ssh-ed25519-sk", "sk-ssh-ed25519@openssh.com",
              "ssh-rsa", "ssh-rsa"));

  /**
   * A key that may sign.
   *
   * @param type as OpenSSH calls it
   * @param blob as OpenSSH writes it
   */
  record Key(String type, byte[] blob) {}

  private final List<Key> keys;

  private CommitVerifier(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /** The check that an input asks for, or null when it asks for none. */
  static @Nullable CommitVerifier of(Input input, FetchContext context) {
    InputAttrs attrs = input.attrs();
    boolean says =
        attrs.has("verifyCommit")
            || attrs.has("keytype")
            || attrs.has("publicKey")
            || attrs.has("publicKeys");
    if (!says) {
      return null;
    }
    if (!context.settings().verifiedFetches()) {
      throw FetchErrors.error(
          "experimental Nix feature 'verified-fetches' is disabled; add"
              + " '--extra-experimental-features verified-fetches' to enable it");
    }
    List<Key> keys = keys(attrs);
    boolean wanted = attrs.has("verifyCommit") ? attrs.isTrue("verifyCommit") : !keys.isEmpty();
    return wanted ? new CommitVerifier(keys) : null;
  }

  private static List<Key> keys(InputAttrs attrs) {
    List<Key> keys = new ArrayList<>();
    String several = attrs.string("publicKeys");
    if (several != null) {
      JsonNode list;
      try {
        list = JSON.readTree(Bytes.decode(several));
      } catch (JsonProcessingException e) {
        throw FetchErrors.error("'publicKeys' is no JSON: " + Bytes.encode(e.getOriginalMessage()));
      }
      for (JsonNode key : list) {
        keys.add(key(key.path("type").asText("ssh-ed25519"), key.path("key").asText()));
      }
    }
    String one = attrs.string("publicKey");
    if (one != null) {
      String type = attrs.string("keytype");
      keys.add(key(type == null ? "ssh-ed25519" : type, one));
    }
    return keys;
  }

  private static Key key(String type, String base64) {
    String known = TYPES.get(type);
    if (known == null) {
      StringBuilder names = new StringBuilder();
      TYPES.keySet().forEach(name -> names.append("  ").append(name).append('\n'));
      throw FetchErrors.error(
          "Invalid SSH key type '"
              + type
              + "' in publicKeys.\nPlease use one of:\n"
              + names.toString());
    }
    try {
      return new Key(known, Base64.getDecoder().decode(base64.strip()));
    } catch (IllegalArgumentException e) {
      throw FetchErrors.error(
          "while decoding public key '" + base64 + "' used for git signature: it is not base 64");
    }
  }

  /**
   * Checks the commit of a fetched input.
   *
   * @throws dev.kix.interpreter.diagnostic.EvalException when it is not signed as wanted
   */
  void check(Input fetched, GitLocation location, FetchContext context) throws IOException {
    String rev = fetched.rev();
    if (rev == null || rev.chars().allMatch(c -> c == '0')) {
      throw FetchErrors.error(
          "commit verification is required for Git repository '" + fetched + "', but it's dirty");
    }
    Path folder = location.folder();
    if (folder == null) {
      folder = FetchCache.of(context).clone(location.url(), fetched.attrs().isTrue("shallow"));
    }
    try (GitRepository repository = GitRepository.open(folder)) {
      byte[] commit = repository.git().open(ObjectId.fromString(rev)).getBytes();
      String reason = check(commit);
      if (reason != null) {
        throw FetchErrors.error(
            "Commit signature verification on commit " + rev + " failed: " + reason);
      }
    }
  }

  /** What is wrong with the signature, or null. */
  private @Nullable String check(byte[] commit) {
    SignedCommit signed = SignedCommit.parse(commit);
    if (signed == null) {
      return "it is not signed";
    }
    SshSignature signature;
    try {
      signature = SshSignature.parse(signed.signature());
    } catch (IllegalArgumentException e) {
      return "it is not signed with an SSH key";
    }
    for (Key key : keys) {
      if (Arrays.equals(key.blob, signature.publicKey()) && key.type.equals(signature.keyType())) {
        return signature.verifies("git", signed.payload()) ? null : "its signature is wrong";
      }
    }
    return "it is signed with another key";
  }
}
