/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.masking.Printable;

/** {@link PlantedSecrets} lives in a process of its own; none of its secrets is in anything that comes out of it. */
class SecretsOfAProcessTest {

    private static final int MINUTES = 3;
    private static final Pattern SECRET = Pattern.compile(PlantedSecrets.MARK + "\\w*");
    /** A call's further headers are sent again with later requests, so they are part of its state. */
    private static final Set<String> OF_CLIENT = Set.of(PlantedSecrets.secret("CallToken"), PlantedSecrets.secret("CallKey"));
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{24,}={0,2}");

    @TempDir
    private static Path folder;

    private static Path log;

    @BeforeAll
    static void live() throws Exception {
        log = folder.resolve("log");
        Process life = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), PlantedSecrets.class.getName(),
                folder.toString())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(life.waitFor(MINUTES, TimeUnit.MINUTES)).as("the life ends").isTrue();
            assertThat(life.exitValue()).as(tail(log)).isZero();
        } finally {
            life.destroyForcibly();
        }
    }

    @Test
    void noSecretComesOutOfAConnector() throws Exception {
        List<String> leaks = new ArrayList<>();
        List<String> written;
        try (Stream<Path> files = Files.list(folder)) {
            written = files.map(file -> leaks(file, leaks)).sorted().toList();
        }
        assertThat(written).contains("cmdline", "environ", "events", "export.json", "handovers", "journal", "log", "snapshots", "thrown",
                "trace.pcap");
        assertThat(Files.readString(log)).as("the log is at its lowest level").contains("[sip-io-1] TRACE");
        assertThat(leaks).isEmpty();
    }

    @Test
    void nothingThatAPeerSaysSteersATerminalThatShowsTheLog() throws Exception {
        String text = Files.readString(log);
        assertThat(text).as("what was sent came through").contains("FORGED");
        assertThat(text.lines().filter(line -> line.chars().anyMatch(SecretsOfAProcessTest::steers)).map(Printable::line)).isEmpty();
    }

    private static boolean steers(int character) {
        return character != '\t' && !Printable.line(Character.toString(character)).equals(Character.toString(character));
    }

    private static String tail(Path log) throws java.io.IOException {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        return text.substring(Math.max(0, text.length() - 6_000));
    }

    /** The file's name, its secrets noted. */
    private static String leaks(Path file, List<String> leaks) {
        try {
            String name = file.getFileName().toString();
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            find(name, text, leaks);
            Matcher encoded = BASE64.matcher(text);
            while (encoded.find()) {
                String whole = encoded.group().replace("=", "");
                find(name + " in base64",
                        new String(Base64.getDecoder().decode(whole.substring(0, whole.length() / 4 * 4)), StandardCharsets.ISO_8859_1), leaks);
            }
            return name;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void find(String where, String text, List<String> leaks) {
        Matcher found = SECRET.matcher(text);
        while (found.find()) {
            if (where.endsWith("handovers") && OF_CLIENT.contains(found.group())) {
                continue;
            }
            int line = text.lastIndexOf('\n', found.start()) + 1;
            leaks.add(found.group() + " in " + where + ": " + text.substring(Math.max(line, found.start() - 120), found.start()));
        }
    }
}
