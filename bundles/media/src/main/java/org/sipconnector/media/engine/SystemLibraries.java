/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the shared libraries that the media library needs are on this machine. Looked up before loading, because a
 * load that fails spoils the library's classes for the life of the JVM.
 */
public final class SystemLibraries {

    /** Shared library to Debian package, as the native library's NEEDED entries say. */
    private static final Map<String, String> NEEDED = needed();

    private final List<Path> folders;
    private final Path cache;

    public SystemLibraries() {
        this(standardFolders(), Path.of("/etc/ld.so.cache"));
    }

    SystemLibraries(List<Path> folders, Path cache) {
        this.folders = List.copyOf(folders);
        this.cache = cache;
    }

    /** What is missing and the command that installs it; empty when all is there. */
    public Optional<String> missing() {
        String cached = cached();
        List<String> missing = NEEDED.keySet().stream().filter(library -> !cached.contains(library)
                && folders.stream().noneMatch(folder -> Files.exists(folder.resolve(library)))).toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("system library " + String.join(", ", missing) + " is missing; install it with: apt-get install -y "
                + missing.stream().map(NEEDED::get).collect(Collectors.joining(" ")));
    }

    private String cached() {
        try {
            return Files.isReadable(cache) ? Files.readString(cache, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static List<Path> standardFolders() {
        List<Path> folders = new ArrayList<>();
        String configured = System.getenv("LD_LIBRARY_PATH");
        if (configured != null) {
            for (String folder : configured.split(":")) {
                if (!folder.isBlank()) {
                    folders.add(Path.of(folder));
                }
            }
        }
        String triplet = (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64") + "-linux-gnu";
        for (String root : List.of("/lib", "/usr/lib", "/usr/local/lib")) {
            folders.add(Path.of(root));
            folders.add(Path.of(root, triplet));
            folders.add(Path.of(root + "64"));
        }
        return folders;
    }

    private static Map<String, String> needed() {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("libpulse.so.0", "libpulse0");
        needed.put("libX11.so.6", "libx11-6");
        needed.put("libXfixes.so.3", "libxfixes3");
        needed.put("libXrandr.so.2", "libxrandr2");
        needed.put("libXcomposite.so.1", "libxcomposite1");
        needed.put("libdbus-1.so.3", "libdbus-1-3");
        needed.put("libudev.so.1", "libudev1");
        return needed;
    }
}
