/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.PeerConnectionFactory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the library if this machine can, and says in plain words why not. */
final class NativeLoading {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLoading.class);
    private static final String COPY = "libwebrtc-java-*";
    private static final String LIBRARY = "libwebrtc-java-linux-";
    private static final String ENDING = ".so";
    private static final String X86_64 = "x86_64";
    private static final String AARCH64 = "aarch64";
    private static final List<String> PLATFORMS = List.of(X86_64, AARCH64);
    private static final String FEATURE = "sip-connector-media-linux-";

    private NativeLoading() {}

    /** @throws IllegalStateException saying what is missing and what to do */
    static NativeEngine load(SystemLibraries libraries) {
        Optional<String> missing = libraries.missing();
        if (missing.isPresent()) {
            throw new IllegalStateException(missing.get());
        }
        String file = LIBRARY + (System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64) + ENDING;
        requireCopy(PeerConnectionFactory.class.getClassLoader(), file);
        Instant begin = Instant.now();
        try {
            return new NativeEngine();
        } catch (LinkageError | RuntimeException failure) {
            removeCopies(begin);
            throw new IllegalStateException("the media library cannot be loaded: " + cause(failure), failure);
        }
    }

    /** The bundle may be that of another platform, which goes on being used beside the right one until it goes. */
    static void requireCopy(ClassLoader classes, String file) {
        if (classes.getResource(file) == null) {
            String wrong = PLATFORMS.stream().filter(platform -> classes.getResource(LIBRARY + platform + ENDING) != null).findFirst()
                    .map(platform -> "feature:uninstall " + FEATURE + platform + ", which is for other machines, then ").orElse("");
            throw new IllegalStateException("there is no media library for this machine (" + file + "): " + wrong + "feature:install "
                    + FEATURE + file.substring(LIBRARY.length(), file.length() - ENDING.length()));
        }
    }

    static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return String.valueOf(cause.getMessage());
    }

    private static String cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    /** The library unpacks itself into the temporary folder and, when loading fails, leaves 23 MB there. */
    private static void removeCopies(Instant since) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, COPY)) {
            for (Path copy : copies) {
                if (Files.getLastModifiedTime(copy).compareTo(FileTime.from(since.minusSeconds(1))) >= 0) {
                    Files.deleteIfExists(copy);
                }
            }
        } catch (IOException left) {
            LOG.debug("Copies of the media library stay in {}: {}", folder, left.toString());
        }
    }
}
