/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless baresip of the machine, registered at a Kamailio over TCP; it answers calls by itself and echoes sound. */
final class Baresip implements AutoCloseable {

    private static final Path MODULES = Path.of("/usr/lib/baresip/modules");

    private final Path folder;
    private final int control;
    private final Process process;

    /** A test without baresip on the machine is skipped and says so. */
    static void need() {
        Assumptions.assumeTrue(Kamailio.installed("baresip"), "skipped: baresip is not installed (apt-get install baresip-core)");
    }

    Baresip(String user, int kamailio) throws IOException {
        folder = Files.createTempDirectory("baresip");
        List<Integer> ports = FreePorts.some(2);
        control = ports.get(0);
        String modules = Stream.of("module stdio", "module g711", "module aubridge", "module_tmp uuid", "module_tmp account",
                "module_app menu", "module_app ctrl_tcp").map(module -> module + ".so\n").collect(Collectors.joining());
        Files.writeString(folder.resolve("config"), "sip_listen 127.0.0.1:" + ports.get(1) + "\nnet_interface 127.0.0.1\n"
                + "audio_player aubridge,loop\naudio_source aubridge,loop\naudio_alert aubridge,alert\nctrl_tcp_listen 127.0.0.1:"
                + control + "\nmodule_path " + MODULES + '\n' + modules);
        Files.writeString(folder.resolve("accounts"), "<sip:" + user + '@' + Kamailio.DOMAIN
                + ";transport=tcp>;outbound=\"sip:127.0.0.1:" + kamailio + ";transport=tcp\";auth_pass=pw-" + user
                + ";regint=300;answermode=auto;audio_codecs=pcmu/8000/1\n");
        Files.writeString(folder.resolve("contacts"), "");
        process = new ProcessBuilder("baresip", "-f", folder.toString(), "-v").redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE).redirectOutput(folder.resolve("said").toFile()).start();
    }

    /** Gives it a command of its menu, such as {@code dial}. */
    void run(String command, String parameters) throws IOException {
        String json = "{\"command\":\"" + command + "\",\"params\":\"" + parameters + "\"}";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), control)) {
            socket.setSoTimeout(40_000);
            socket.getOutputStream().write((json.length() + ":" + json + ",").getBytes(StandardCharsets.UTF_8));
            if (socket.getInputStream().read() < 0) {
                throw new IOException("baresip closed the control connection");
            }
        }
    }

    @Override
    public String toString() {
        try {
            return "baresip: " + Files.readString(folder.resolve("said"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
