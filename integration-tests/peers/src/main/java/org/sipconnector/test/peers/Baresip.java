/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A headless baresip of the machine, registered at a Kamailio over TCP; it answers calls by itself and echoes sound. */
public final class Baresip implements AutoCloseable {

    private static final int SAMPLE_RATE = 8000;
    private static final Duration SPEECH = Duration.ofMinutes(10);
    private static final Path MODULES = Path.of("/usr/lib/baresip/modules");

    /** What it prints of a call again and again. */
    private static final Pattern RATES = Pattern.compile("audio=\\d+/(\\d+) \\(bit/s\\)");
    private static final Pattern DIALOG = Pattern.compile("(?:From|To|Call-ID):.*?(?:tag=)?([^\\s;=]+)\\s*$");

    private final Path folder;
    private final int control;
    private final Process process;

    public Baresip(String user, int kamailio) throws IOException {
        this(user, kamailio, Files.createTempDirectory("baresip"), "aubridge,loop");
    }

    /** One that speaks for some minutes, whether it hears anything or not, and whoever calls. */
    public static Baresip speaking(String user, int kamailio) throws IOException {
        Path folder = Files.createTempDirectory("baresip");
        Path speech = folder.resolve("speech.wav");
        AudioFormat format = new AudioFormat(SAMPLE_RATE, Short.SIZE, 1, true, false);
        byte[] samples = new byte[SAMPLE_RATE * 2 * (int) SPEECH.toSeconds()];
        new Random(1).nextBytes(samples);
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2), AudioFileFormat.Type.WAVE,
                speech.toFile());
        return new Baresip(user, kamailio, folder, "aufile," + speech);
    }

    private Baresip(String user, int kamailio, Path folder, String source) throws IOException {
        this.folder = folder;
        List<Integer> ports = FreePorts.some(2);
        control = ports.get(0);
        String modules = Stream.of("module stdio", "module g711", "module aubridge", "module aufile", "module_tmp uuid", "module_tmp account",
                "module_app menu", "module_app ctrl_tcp")
                .map(module -> module + ".so\n").collect(Collectors.joining());
        Files.writeString(folder.resolve("config"), "sip_listen 127.0.0.1:" + ports.get(1) + "\nnet_interface 127.0.0.1\n"
                + "audio_player aubridge,loop\naudio_source " + source + "\naudio_alert aubridge,alert\nctrl_tcp_listen 127.0.0.1:"
                + control + "\nmodule_path " + MODULES + '\n' + modules);
        Files.writeString(folder.resolve("accounts"), "<sip:" + user + '@' + Kamailio.DOMAIN
                + ";transport=tcp>;outbound=\"sip:127.0.0.1:" + kamailio + ";transport=tcp\";auth_pass=pw-" + user
                + ";regint=300;answermode=auto;audio_codecs=pcmu/8000/1\n");
        Files.writeString(folder.resolve("contacts"), "");
        process = new ProcessBuilder("baresip", "-f", folder.toString(), "-v", "-s").redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE).redirectOutput(folder.resolve("said").toFile()).start();
    }

    /** Gives it a command of its menu, such as {@code dial}, and returns what it says to that. */
    public String run(String command, String parameters) throws IOException {
        String json = "{\"command\":\"" + command + "\",\"params\":\"" + parameters + "\"}";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), control)) {
            socket.setSoTimeout(40_000);
            socket.getOutputStream().write((json.length() + ":" + json + ",").getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[65_536];
            int length = socket.getInputStream().read(answer);
            if (length < 0) {
                throw new IOException("baresip closed the control connection");
            }
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }

    /** Whether it has a call that is up. */
    public boolean talks() throws IOException {
        return run("callstat", "").contains("(ESTABLISHED)");
    }

    /** Whether sound of its call came in when it counted last, some seconds ago at most. */
    public boolean hears() throws IOException {
        return RATES.matcher(said()).results().reduce((former, last) -> last).filter(last -> !last.group(1).equals("0")).isPresent();
    }

    /** Call-ID and tags of every dialog that an INVITE of either side was answered in. */
    public Set<String> dialogs() throws IOException {
        Set<String> dialogs = new TreeSet<>();
        for (String message : said().split("\nTCP ")) {
            if (message.contains("\nSIP/2.0 200 ") && message.matches("(?s).*\nCSeq: \\d+ INVITE\r?\n.*")) {
                dialogs.add(message.lines().map(DIALOG::matcher).filter(Matcher::lookingAt).map(line -> line.group(1)).sorted()
                        .collect(Collectors.joining(" ")));
            }
        }
        return dialogs;
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    @Override
    public String toString() {
        try {
            return "baresip: " + said();
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
