/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jazzer makes up inputs by what code they reach, for a while: {@code -Dfuzz.seconds=N} each, 10 unless told. What it finds
 * is kept in {@code target/fuzzing/NAME} and fails the test.
 */
class FuzzingTest {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 10);

    @TempDir
    Path corpus;

    @ParameterizedTest
    @ValueSource(strings = {"org.sipconnector.sip.message.MessageTarget", "org.sipconnector.sip.transport.StreamTarget",
            "org.sipconnector.sip.transport.WebSocketTarget",
            "org.sipconnector.media.sdp.DescriptionTarget"})
    void nothingThatComesFromTheNetworkHarms(String target) throws Exception {
        boolean fitting = System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64");
        Assumptions.assumeTrue(fitting, "skipped: the fuzzer runs on Linux x86_64 only");
        Path findings = Files.createDirectories(Path.of("target", "fuzzing", target.substring(target.lastIndexOf('.') + 1)));
        seed();
        Path log = findings.resolve("log");
        Process fuzzer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer", "--target_class=" + target,
                "--instrumentation_includes=org.sipconnector.**:gov.nist.javax.sip.**:io.netty.handler.codec.**",
                "--reproducer_path=" + findings, "-max_total_time=" + SECONDS, "-max_len=4096", "-timeout=10",
                "-rss_limit_mb=2000", "-artifact_prefix=" + findings + "/", corpus.toString())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(fuzzer.waitFor(SECONDS + 120L, TimeUnit.SECONDS)).as("it ends").isTrue();
            String said = Files.readString(log);
            assertThat(fuzzer.exitValue()).as(finding(said)).isZero();
            System.out.println(target + ": " + said.lines().filter(line -> line.startsWith("Done ")).findFirst().orElse("?"));
        } finally {
            fuzzer.destroyForcibly();
        }
    }

    /** What went wrong and the input that does it, without the fuzzer's progress. */
    private static String finding(String log) {
        int exception = log.indexOf("== Java Exception");
        String told = exception < 0 ? log.substring(Math.max(0, log.length() - 5_000)) : log.substring(exception);
        return told.substring(0, Math.min(told.length(), 10_000));
    }

    /** Sound messages to begin with. */
    private void seed() throws IOException {
        List<String> seeds = List.of(
                "INVITE sip:b@sip.test SIP/2.0\r\nVia: SIP/2.0/WSS a.invalid;branch=z9hG4bK1;rport\r\nMax-Forwards: 70\r\n"
                        + "From: \"A \\\"B\\\"\" <sip:a@sip.test>;tag=1\r\nTo: <sip:b@sip.test>\r\nCall-ID: c1\r\nCSeq: 1 INVITE\r\n"
                        + "Contact: <sip:a@a.invalid;transport=ws>;+sip.instance=\"<urn:uuid:1>\"\r\nRecord-Route: <sip:p;lr>\r\n"
                        + "Content-Type: application/sdp\r\nContent-Length: 5\r\n\r\nv=0\r\n",
                "SIP/2.0 401 Unauthorized\r\nv: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK2;received=127.0.0.1\r\nf: <sip:a@sip.test>;tag=1\r\n"
                        + "t: <sip:a@sip.test>;tag=2\r\ni: c2\r\nCSeq: 2 REGISTER\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\","
                        + " qop=\"auth,auth-int\", algorithm=SHA-256\r\nl: 0\r\n\r\n",
                "\u0008OPTIONS sip:x@sip.test SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK3\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\n"
                        + "Call-ID: c3\r\nCSeq: 3 OPTIONS\r\nContent-Length: 4\r\n\r\nbody\r\n\r\n\r\n\r\n",
                "\u0010INFO sip:x@sip.test SIP/2.0\r\nFrom: \"M\u00e2\u0080\u00a8l: 0\u00e2\u0080\u00a8\" <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCSeq: 4 INFO\r\n"
                        + "Content-Length:\r\n 4\r\nl: 4\r\nContent-Length\u00a0: 4\r\n\r\nbody",
                new String(new GeneratedSdp(new Random(1)).next(), StandardCharsets.UTF_8),
                "\u0081\u0004ping\u0089\u0000\u0088\u0002\u0003\u00e8\u0001\u0003abc\u0080\u0003def");
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed-" + i), seeds.get(i).getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
