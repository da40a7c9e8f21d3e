/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Transport;
import org.sipconnector.testkit.Await;

/** A Kamailio of the machine, on ports of its own; the password of a user is "pw-" and his name. */
public final class Kamailio implements AutoCloseable {

    public static final String DOMAIN = "sip.test";
    private static final int ATTEMPTS = 3;

    private final Path folder;
    private final Optional<Relay> relay;
    private final Map<Transport, Integer> ports = new EnumMap<>(Transport.class);
    private Process process;

    private Kamailio(Path folder, Optional<Relay> relay) {
        this.folder = folder;
        this.relay = relay;
    }

    /** Starts one. */
    public static Kamailio start() throws Exception {
        return start(Optional.empty());
    }

    /** Starts one that leads media of calls between WebSockets and other transports through a relay. */
    public static Kamailio start(Relay relay) throws Exception {
        return start(Optional.of(relay));
    }

    private static Kamailio start(Optional<Relay> relay) throws Exception {
        for (int attempt = 1;; attempt++) {
            Kamailio kamailio = new Kamailio(Files.createTempDirectory("kamailio"), relay);
            kamailio.configure();
            try {
                kamailio.launch();
                return kamailio;
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS || !e.getMessage().contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    /** Whether the machine has a program. */
    public static boolean installed(String program) {
        return List.of("/usr/sbin", "/usr/bin", "/usr/local/bin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private void configure() throws Exception {
        List<Integer> free = FreePorts.some(4);
        ports.put(Transport.UDP, free.get(0));
        ports.put(Transport.TCP, free.get(0));
        ports.put(Transport.TLS, free.get(1));
        ports.put(Transport.WS, free.get(2));
        ports.put(Transport.WSS, free.get(3));
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-authority -keyout ca.key -out ca.pem");
        openssl("req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr");
        Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost\n");
        openssl("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem");
        Files.writeString(folder.resolve("tls.cfg"), """
                [server:default]
                method = TLSv1.2+
                verify_certificate = no
                require_certificate = no
                private_key = %1$s/server.key
                certificate = %1$s/server.pem
                """.formatted(folder));
        try (InputStream template = Kamailio.class.getResourceAsStream("/kamailio.cfg")) {
            Files.writeString(folder.resolve("kamailio.cfg"),
                    new String(template.readAllBytes(), StandardCharsets.UTF_8).replace("%SIP%", "" + port(Transport.UDP))
                            .replace("%SIPS%", "" + port(Transport.TLS)).replace("%WS%", "" + port(Transport.WS))
                            .replace("%WSS%", "" + port(Transport.WSS)).replace("%DIR%", folder.toString())
                            .replace("%RELAY%", relay.map(Relay::port).map(Object::toString).orElse("none")));
        }
    }

    private void openssl(String arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process openssl = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (openssl.waitFor() != 0) {
            throw new IllegalStateException("openssl " + arguments + ": " + said);
        }
    }

    /** Starts it, again after {@link #stop()}, and waits until it takes connections. */
    public void launch() throws Exception {
        Path log = folder.resolve("log");
        List<String> command = new java.util.ArrayList<>(List.of("kamailio", "-DD", "-E", "-f", folder.resolve("kamailio.cfg").toString(),
                "-m", "512", "-P", folder.resolve("pid").toString(), "-Y", folder.toString()));
        relay.ifPresent(with -> command.addAll(List.of("-A", "WITH_RELAY")));
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        Await.until("Kamailio takes connections or has ended", () -> listens(port(Transport.WSS)) || !process.isAlive(), () -> log);
        if (!process.isAlive()) {
            throw new IllegalStateException("Kamailio does not start:\n" + Files.readString(log));
        }
    }

    public static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int port(Transport transport) {
        return ports.get(transport);
    }

    /** How many contacts the user is registered with. */
    public int registrations(String user) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(Transport.WS))) {
            socket.setSoTimeout(40_000);
            socket.getOutputStream().write(("GET /registrations/" + user + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Via: SIP/2.0/TCP 127.0.0.1\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(answer.indexOf("\r\n\r\n") + 4).strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public String authority() {
        return folder.resolve("ca.pem").toString();
    }

    /**
     * Ends it with all its workers. Told while it still starts, its first process hangs now and then or goes while it makes
     * further ones, and those answer on: they are found by what they were started with.
     */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(3, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        for (List<ProcessHandle> left = everyProcess(); !left.isEmpty(); left = everyProcess()) {
            for (ProcessHandle worker : left) {
                worker.destroyForcibly();
                worker.onExit().join();
            }
        }
    }

    /** From now on it does nothing, while the operating system takes and acknowledges whatever is sent to it. */
    public void freeze() throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("kill", "-STOP"));
        everyProcess().forEach(one -> command.add(Long.toString(one.pid())));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("Kamailio cannot be frozen");
        }
    }

    /** Ends it, frozen or not, without a word to anybody. */
    public void kill() {
        List<ProcessHandle> all = everyProcess();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    private List<ProcessHandle> everyProcess() {
        return ProcessHandle.allProcesses()
                .filter(any -> any.info().commandLine().filter(line -> line.contains(folder + "/kamailio.cfg")).isPresent()).toList();
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
