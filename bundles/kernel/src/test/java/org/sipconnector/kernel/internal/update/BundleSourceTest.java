/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleSourceTest {

    @TempDir
    Path directory;

    @Test
    void aFileWithTheChecksumWantedIsRead() throws Exception {
        byte[] bundle = {1, 2, 3};
        Path file = Files.write(directory.resolve("call.jar"), bundle);
        String checksum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bundle));

        assertThat(new BundleSource().read(file.toUri().toString(), Optional.of(checksum.toUpperCase(Locale.ROOT)))).isEqualTo(bundle);
        assertThatThrownBy(() -> new BundleSource().read(file.toUri().toString(), Optional.of("00")))
                .isInstanceOf(WrongChecksumException.class).hasMessage("its SHA-256 is " + checksum + ", not 00");
    }

    @ParameterizedTest
    @CsvSource({"http://example.org/call.jar,file:", "ftp://example.org/call.jar,file:", "jar:file:/a.jar!/b,file:", "call.jar,file:",
            "file://example.org/call.jar,must not name a host", "mvn:http://example.org/repo!org.a/b/1,must be https: or file:",
            "wrap:mvn:org.a/b/1,file:", "'file:/a b',not a URL"})
    void codeIsTakenFromNowhereElse(String url, String reason) {
        assertThatThrownBy(() -> new BundleSource().read(url, Optional.empty())).isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsTooLargeIsNotRead() throws IOException {
        Path file = Files.write(directory.resolve("call.jar"), new byte[5_000]);

        assertThatThrownBy(() -> new BundleSource(Duration.ofSeconds(30), 4_999).read(file.toUri().toString(), Optional.empty()))
                .hasMessage("it is larger than 4999 bytes");
    }

    @Test
    void aServerThatNeverAnswersHoldsNobodyUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "https://" + silent.getInetAddress().getHostAddress() + ":" + silent.getLocalPort() + "/call.jar";

            assertThatThrownBy(() -> new BundleSource(Duration.ofMillis(200), 1_000).read(url, Optional.empty()))
                    .isInstanceOf(IOException.class);
        }
    }
}
