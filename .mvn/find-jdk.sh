# Sourced by ./mvnw and ./kix. Sets KIX_JDK to the home of a JDK of at least $KIX_JDK_MIN (default 21), or to
# the empty string. JAVA_HOME wins when it is new enough; otherwise 25 is preferred, then the newest found in
# the usual places: the PATH, the distribution's JVM folder, SDKMAN, mise, asdf, jenv, Gradle's and IntelliJ's
# downloads, Homebrew and macOS. POSIX sh; starts no JVM: a JDK's `release` file states its version.

kix_jdk_major() {
  # Prints the feature version of the JDK at $1, or nothing when there is no complete JDK.
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  [ -z "${KIX_JDK_NEEDS_JAVAC:-}" ] || [ -x "$1/bin/javac" ] || return 0
  while IFS= read -r kix_line || [ -n "$kix_line" ]; do
    case $kix_line in
      JAVA_VERSION=*)
        kix_line=${kix_line#*\"}
        kix_line=${kix_line%%[!0-9]*}
        printf '%s' "$kix_line"
        return 0
        ;;
    esac
  done <"$1/release"
}

kix_find_jdk() {
  KIX_JDK=
  kix_min=${KIX_JDK_MIN:-21}
  if [ -n "${JAVA_HOME:-}" ]; then
    kix_major=$(kix_jdk_major "$JAVA_HOME")
    if [ -n "$kix_major" ] && [ "$kix_major" -ge "$kix_min" ]; then
      KIX_JDK=$JAVA_HOME
      return 0
    fi
  fi
  kix_best=0
  kix_path_java=$(command -v java 2>/dev/null || true)
  if [ -n "$kix_path_java" ]; then
    kix_path_java=$(readlink -f "$kix_path_java" 2>/dev/null || printf '%s' "$kix_path_java")
    kix_path_java=${kix_path_java%/bin/java}
  fi
  for kix_home in "$kix_path_java" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk-* \
    "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* "${HOME:-/nonexistent}"/.gradle/jdks/* \
    "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* "${HOME:-/nonexistent}"/.asdf/installs/java/* \
    "${HOME:-/nonexistent}"/.jenv/versions/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    kix_major=$(kix_jdk_major "$kix_home")
    [ -n "$kix_major" ] && [ "$kix_major" -ge "$kix_min" ] || continue
    # 25, the newest LTS kix is measured on, beats everything; then higher is better.
    if [ "$kix_major" -eq 25 ]; then kix_rank=1000; else kix_rank=$kix_major; fi
    if [ "$kix_rank" -gt "$kix_best" ]; then
      kix_best=$kix_rank
      KIX_JDK=$kix_home
    fi
  done
}
