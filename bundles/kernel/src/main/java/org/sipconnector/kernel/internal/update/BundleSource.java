/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sipconnector.api.masking.Printable;

/**
 * Where newer code may come from: a local file, a Maven repository or a server with a certificate. Whole bundles only,
 * bounded in time and size, and with the checksum wanted, before the framework sees any of it.
 */
final class BundleSource {

    private static final Set<String> SCHEMES = Set.of("file", "mvn", "https");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST_BYTES = 64 << 20;
    private static final int BLOCK = 1 << 16;

    private final Duration limit;
    private final int mostBytes;

    BundleSource() {
        this(LIMIT, MOST_BYTES);
    }

    BundleSource(Duration limit, int mostBytes) {
        this.limit = limit;
        this.mostBytes = mostBytes;
    }

    /**
     * The bundle's bytes. Blocks its caller, at most for the limit.
     *
     * @param sha256 the checksum it must have, in hexadecimal
     * @throws WrongChecksumException when it was read and has another checksum
     * @throws IOException saying in one line what is wrong and what is allowed
     */
    byte[] read(String url, Optional<String> sha256) throws IOException {
        URI source = checked(url);
        FutureTask<byte[]> task = new FutureTask<>(() -> fetch(source));
        Thread thread = new Thread(task, "sip-connector-update-fetch");
        thread.setDaemon(true);
        thread.start();
        try {
            byte[] bundle = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (sha256.isPresent() && !sha256.get().strip().toLowerCase(Locale.ROOT).equals(checksum(bundle))) {
                throw new WrongChecksumException("its SHA-256 is " + checksum(bundle) + ", not " + Printable.line(sha256.get()));
            }
            return bundle;
        } catch (TimeoutException e) {
            throw new IOException("it did not come within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException | CancellationException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            thread.interrupt();
        }
    }

    /** The address, when code may come from there; a repository named inside a Maven address is held to the same. */
    private static URI checked(String url) throws IOException {
        URI source;
        try {
            source = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IOException("it is not a URL: " + e.getMessage());
        }
        String scheme = String.valueOf(source.getScheme()).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IOException("code is taken by file:, mvn: or https: only");
        }
        if (scheme.equals("file") && source.getRawAuthority() != null) {
            throw new IOException("a file: URL must not name a host");
        }
        if (scheme.equals("mvn") && url.indexOf('!') >= 0 && !url.startsWith("mvn:https:") && !url.startsWith("mvn:file:/")) {
            throw new IOException("a repository in a mvn: URL must be https: or file:");
        }
        return source;
    }

    private byte[] fetch(URI source) throws IOException {
        URLConnection connection = source.toURL().openConnection();
        connection.setConnectTimeout((int) limit.toMillis());
        connection.setReadTimeout((int) limit.toMillis());
        connection.setUseCaches(false);
        try (InputStream content = connection.getInputStream()) {
            ByteArrayOutputStream bundle = new ByteArrayOutputStream();
            byte[] block = new byte[BLOCK];
            for (int read = content.read(block); read >= 0; read = content.read(block)) {
                if (Thread.interrupted()) {
                    throw new IOException("interrupted");
                }
                if (bundle.size() + read > mostBytes) {
                    throw new IOException("it is larger than " + mostBytes + " bytes");
                }
                bundle.write(block, 0, read);
            }
            return bundle.toByteArray();
        }
    }

    private static String checksum(byte[] bundle) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bundle));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
