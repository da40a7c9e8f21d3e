/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.call.RemotePresentation;
import org.sipconnector.api.call.RemoteStreams;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.testkit.FakeConnectors;

class PictureResourceTest {

    private static final PeerId PEER = new PeerId("p");
    private static final RemoteTrack SOUND = track("sound", MediaKind.AUDIO);
    private static final RemoteTrack VIDEO = track("video", MediaKind.VIDEO);
    private static final String PATH = "/connectors/office/picture";

    private final RestServer server = new RestServer();
    private final FakeConnectors connectors = new FakeConnectors();
    private final List<String> commands = new CopyOnWriteArrayList<>();

    @BeforeEach
    void aCall() {
        server.with(Connectors.class, connectors).with(MediaEngine.class, engine(sink -> sink.accept(PEER, VIDEO, red(1280, 720), 0)));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aPictureOfWhatIsReceivedIsTakenAndMadeSmaller() throws Exception {
        receiving(SOUND, VIDEO);
        HttpResponse<byte[]> answer = server.bytes(server.as("manager", PATH));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(picture.getWidth()).isEqualTo(640);
        assertThat(picture.getHeight()).isEqualTo(360);
        assertThat(picture.getRGB(600, 300)).as("red").isEqualTo(0xfffe0000);
        assertThat(answer.body().length).isLessThan(100_000);
        assertThat(commands).hasSize(2).first().asString().startsWith("addSink p video service:picture-");
        assertThat(commands.get(1)).isEqualTo(commands.get(0).replace("addSink", "removeSink"));
        assertThat(server.service(VideoSink.class)).as("the sink").isEmpty();
    }

    @Test
    void aSmallPictureOfAnOddSizeStaysAsItIs() throws Exception {
        server.with(MediaEngine.class, engine(sink -> sink.accept(PEER, VIDEO, red(101, 57), 0)));
        receiving(VIDEO);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(server.bytes(server.as("manager", PATH)).body()));

        assertThat(List.of(picture.getWidth(), picture.getHeight())).isEqualTo(List.of(101, 57));
        assertThat(picture.getRGB(100, 56)).isEqualTo(0xfffe0000);
    }

    @Test
    void aPictureThatIsLowerThanWhatIsMadeOneOfIsTaken() throws Exception {
        server.with(MediaEngine.class, engine(sink -> sink.accept(PEER, VIDEO, red(4_000, 1), 0)));
        receiving(VIDEO);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(server.bytes(server.as("manager", PATH)).body()));

        assertThat(picture.getHeight()).isEqualTo(1);
        assertThat(picture.getRGB(0, 0)).isEqualTo(0xfffe0000);
    }

    @Test
    void whyThereIsNoneIsSaid() throws Exception {
        connectors.add("office").answer(CallManager.class, "snapshot", CallSnapshot.IDLE);
        assertRefused(409, "office has no call");
        receiving(SOUND);
        assertRefused(409, "the call of office receives no video");
        receiving(VIDEO);
        server.with(MediaEngine.class, engine(sink -> {}));
        assertRefused(409, "no picture of the call of office came within 3000 ms");
        assertThat(commands).as("commands").hasSize(2);
        assertThat(server.send(server.as("manager", "/connectors/nobody/picture")).statusCode()).isEqualTo(404);
    }

    @Test
    void viewersTakeNone() throws Exception {
        receiving(VIDEO);

        assertThat(server.send(server.as("viewer", PATH)).statusCode()).isEqualTo(403);
        assertThat(commands).isEmpty();
    }

    @Test
    void pictureAfterPictureIsRefusedBeforeAnySinkIsMade() throws Exception {
        receiving(VIDEO);
        int status = 200;
        for (int i = 0; i < 40 && status == 200; i++) {
            status = server.bytes(server.as("manager", PATH)).statusCode();
        }

        assertThat(status).isEqualTo(429);
        assertThat(commands.size()).isBetween(40, 60);
    }

    private void assertRefused(int status, String why) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.send(server.as("manager", PATH));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(RestServer.json(answer).get("detail").asText()).isEqualTo(why);
    }

    private void receiving(RemoteTrack... tracks) {
        CallSnapshot call = new CallSnapshot(CallStatus.in(CallState.IN_CALL), CallParties.calling("600", Optional.of(PEER)),
                new CallMedia(List.of(), List.of(tracks), RemoteStreams.NONE, RemotePresentation.NOT_AVAILABLE, MutedMedia.NONE));
        FakeConnectors.FakeConnector office = connectors.find(ConnectorId.of("office"))
                .map(FakeConnectors.FakeConnector.class::cast).orElseGet(() -> connectors.add("office"));
        office.answer(CallManager.class, "snapshot", call);
    }

    /** One whose new sink hears what a test says. */
    private MediaEngine engine(Consumer<VideoSink> track) {
        return (MediaEngine) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {MediaEngine.class}, (proxy, method, arguments) -> {
            commands.add(method.getName() + ' ' + String.join(" ", Arrays.stream(arguments).map(Object::toString).toList()));
            if (method.getName().equals("addSink")) {
                server.service(VideoSink.class).map(VideoSink.class::cast).ifPresent(track);
            }
            return null;
        });
    }

    private static RemoteTrack track(String name, MediaKind kind) {
        return new RemoteTrack(name, kind, "0", name, List.of());
    }

    private static I420Frame red(int width, int height) {
        I420Frame frame = I420Frame.black(width, height);
        byte[] data = frame.data().clone();
        int chroma = width * height;
        int each = frame.chromaWidth() * frame.chromaHeight();
        Arrays.fill(data, 0, chroma, (byte) 81);
        Arrays.fill(data, chroma, chroma + each, (byte) 90);
        Arrays.fill(data, chroma + each, data.length, (byte) 240);
        return new I420Frame(width, height, data);
    }
}
