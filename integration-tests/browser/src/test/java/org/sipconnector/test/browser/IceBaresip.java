/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.browser;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless baresip that sends a tone, over TCP with ICE and DTLS-SRTP as a browser does. */
final class IceBaresip implements AutoCloseable {

    private static final Path MODULES = Path.of("/usr/lib/baresip/modules");

    private static final Pattern RECEIVED = Pattern.compile("packets:\\s+[1-9]\\d*\\s+[1-9]\\d*");

    private final Path directory;
    private final Path log;
    private final int control;
    private final Process process;

    /** @param port the server's TCP port on loopback */
    IceBaresip(Path directory, String user, String password, String domain, int port) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.log = directory.resolve("baresip.log");
        List<Integer> ports = freePorts();
        this.control = ports.get(0);
        Files.writeString(directory.resolve("config"), String.join("\n", Stream.concat(Stream.of(
                "sip_listen 127.0.0.1:" + ports.get(1), "net_interface 127.0.0.1", "audio_player aubridge,nowhere", "audio_source ausine,700",
                "audio_alert aubridge,alert", "rtp_stats yes", "rtcp_mux yes", "ctrl_tcp_listen 127.0.0.1:" + control,
                "module_path " + MODULES, "module_tmp uuid.so", "module_tmp account.so", "module_app menu.so",
                "module_app ctrl_tcp.so"),
                Stream.of("opus", "ausine", "aubridge", "srtp", "dtls_srtp", "ice", "stdio")
                        .map(module -> "module " + module + ".so"))
                .toList()) + "\n");
        Files.writeString(directory.resolve("accounts"), "<sip:" + user + "@" + domain
                + ";transport=tcp>;outbound=\"sip:127.0.0.1:" + port + ";transport=tcp\";auth_pass=" + password
                + ";regint=300;mediaenc=dtls_srtp;medianat=ice;audio_codecs=opus/48000/2\n");
        Files.writeString(directory.resolve("contacts"), "");
        process = new ProcessBuilder("baresip", "-f", directory.toString(), "-v").redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE).redirectOutput(log.toFile()).start();
    }

    /** Gives it a command of its menu, such as {@code dial}. */
    void run(String command, String parameters) throws IOException {
        String json = "{\"command\":\"" + command + "\",\"params\":\"" + parameters + "\"}";
        byte[] frame = (json.length() + ":" + json + ",").getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), control);
                OutputStream out = socket.getOutputStream()) {
            out.write(frame);
            out.flush();
            socket.setSoTimeout(40_000);
            if (socket.getInputStream().read() < 0) {
                throw new IOException("baresip closed the control connection");
            }
        }
    }

    /** Everything it has printed, for the message of a failure. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return directory + ": " + unreadable;
        }
    }

    /** Whether it has told, at the end of a call, that it sent and received packets. */
    boolean received() {
        return RECEIVED.matcher(said()).find();
    }

    /** Held together, so that they differ. */
    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
