# Sourced by ./mvnw and ./kix. Sets KIX_JDK to the home of a JDK of at least $KIX_JDK_MIN (default 21), or to
# the empty string. JAVA_HOME wins when it is new enough; otherwise 25 is preferred, then the newest found in
# the usual places: the PATH, the distribution's JVM folder, SDKMAN, mise, asdf, jenv, Gradle's and IntelliJ's
# downloads, Homebrew and macOS. POSIX sh; starts no JVM: a JDK's `release` file states its version. Starts no
# other process either where it can be helped, because `./kix` runs it every time.

kix_jdk_major() {
  # Sets kix_major to the feature version of the JDK at $1, or to 0 when there is no complete JDK.
  kix_major=0
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  [ -z "${KIX_JDK_NEEDS_JAVAC:-}" ] || [ -x "$1/bin/javac" ] || return 0
  while IFS= read -r kix_line || [ -n "$kix_line" ]; do
    case $kix_line in
      JAVA_VERSION=*)
        kix_line=${kix_line#*\"}
        kix_line=${kix_line%%[!0-9]*}
        kix_major=${kix_line:-0}
        return 0
        ;;
    esac
  done <"$1/release"
}

kix_jdk_of_path() {
  # Sets kix_path_jdk to the home of the first java on the PATH, or to the empty string.
  kix_path_jdk=
  kix_rest=${PATH:-}:
  while [ -n "$kix_rest" ]; do
    kix_folder=${kix_rest%%:*}
    kix_rest=${kix_rest#*:}
    if [ -n "$kix_folder" ] && [ -x "$kix_folder/java" ]; then
      if [ -r "$kix_folder/../release" ]; then
        kix_path_jdk=$kix_folder/..
      else
        kix_path_jdk=$(readlink -f "$kix_folder/java" 2>/dev/null || printf '%s' "$kix_folder/java")
        kix_path_jdk=${kix_path_jdk%/bin/java}
      fi
      return 0
    fi
  done
}

kix_find_jdk() {
  KIX_JDK=
  kix_min=${KIX_JDK_MIN:-21}
  if [ -n "${JAVA_HOME:-}" ]; then
    kix_jdk_major "$JAVA_HOME"
    if [ "$kix_major" -ge "$kix_min" ]; then
      KIX_JDK=$JAVA_HOME
      return 0
    fi
  fi
  kix_best=0
  for kix_home in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk-* \
    "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* "${HOME:-/nonexistent}"/.gradle/jdks/* \
    "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* "${HOME:-/nonexistent}"/.asdf/installs/java/* \
    "${HOME:-/nonexistent}"/.jenv/versions/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    kix_rank_jdk "$kix_home"
  done
  # The PATH is asked last, because resolving its link starts a process.
  if [ "$kix_best" -lt 1000 ]; then
    kix_jdk_of_path
    [ -z "$kix_path_jdk" ] || kix_rank_jdk "$kix_path_jdk"
  fi
}

kix_rank_jdk() {
  # Makes the JDK at $1 the one to use when it is better than what was found so far.
  kix_jdk_major "$1"
  [ "$kix_major" -ge "$kix_min" ] || return 0
  # 25, the newest LTS kix is measured on, beats everything; then higher is better.
  if [ "$kix_major" -eq 25 ]; then kix_rank=1000; else kix_rank=$kix_major; fi
  if [ "$kix_rank" -gt "$kix_best" ]; then
    kix_best=$kix_rank
    KIX_JDK=$1
  fi
}
