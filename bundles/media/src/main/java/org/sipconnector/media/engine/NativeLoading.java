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
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the library if this machine can, and says in plain words why not. */
final class NativeLoading {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLoading.class);
    private static final String COPY = "libwebrtc-java-*";
    private static final String LIBRARY = "libwebrtc-java-linux-";
    private static final String ENDING = ".so";
    /** The platform whose library the feature brings unless another is named. */
    private static final String BY_ITSELF = "x86_64";
    private static final List<String> PLATFORMS = List.of(BY_ITSELF, "aarch64");
    private static final Pattern REPEATED = Pattern.compile("(/[^:]+: )\\1");
    private static final String FEATURE = "sip-connector-media-linux-";

    private NativeLoading() {}

    /** @throws IllegalStateException saying what is missing and what to do */
    static NativeEngine load(SystemLibraries libraries) {
        Optional<String> missing = libraries.missing();
        if (missing.isPresent()) {
            throw new IllegalStateException(missing.get());
        }
        requireCopy(PeerConnectionFactory.class.getClassLoader(), System.getProperty("os.arch"));
        Instant begin = Instant.now();
        try {
            return new NativeEngine();
        } catch (LinkageError | RuntimeException failure) {
            removeCopies(begin);
            throw new IllegalStateException("the media library cannot be loaded: " + cause(failure), failure);
        }
    }

    /**
     * The bundle may be that of another platform, which goes on being used beside the right one until it goes. What the feature
     * brings by itself goes when another is installed by name, what was installed by name does not.
     *
     * @param architecture of this machine, as {@code os.arch} says it
     */
    static void requireCopy(ClassLoader classes, String architecture) {
        String platform = architecture.equals("amd64") ? BY_ITSELF : architecture;
        if (!PLATFORMS.contains(platform)) {
            throw new IllegalStateException("there is no media library for machines of type " + platform + ", only for "
                    + String.join(" and ", PLATFORMS) + ": calls cannot be made here");
        }
        if (classes.getResource(LIBRARY + platform + ENDING) != null) {
            return;
        }
        Optional<String> other = PLATFORMS.stream().filter(each -> classes.getResource(LIBRARY + each + ENDING) != null).findFirst();
        throw new IllegalStateException("there is no media library for this machine, which is of type " + platform + ": "
                + other.filter(each -> !each.equals(BY_ITSELF)).map(each -> "feature:uninstall " + FEATURE + each + ", then ").orElse("")
                + "feature:install " + FEATURE + platform
                + other.filter(BY_ITSELF::equals).map(each -> ", and feature:uninstall " + FEATURE + each + " if it was installed by name")
                        .orElse(""));
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
        return once(cause.toString());
    }

    /** Who loads a library begins the words of the system with its path, which stands there already. */
    static String once(String text) {
        return REPEATED.matcher(text).replaceAll("$1");
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
