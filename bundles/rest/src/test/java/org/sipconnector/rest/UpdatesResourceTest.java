/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.update.Updater;

class UpdatesResourceTest {

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Path> files = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile boolean slow;
    private volatile boolean works = true;
    private final RestServer server = RestScene.in(new RestServer()).with(Updater.class, updater());

    private Updater updater() {
        return (Updater) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Updater.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("managers")) {
                return List.of("CallManager");
            }
            asked.add(method.getName() + " " + arguments[0]);
            if (arguments.length > 1 && String.valueOf(arguments[1]).startsWith("file:")) {
                Path file = Path.of(URI.create((String) arguments[1]));
                asked.add(Files.readString(file));
                files.add(file);
            }
            if (slow) {
                goOn.await();
            }
            return new Updater.Report(works, works ? "at work" : "nothing has changed", works ? List.of() : List.of("desk: differs"));
        });
    }

    @AfterEach
    void stop() throws Exception {
        goOn.countDown();
        server.close();
    }

    private HttpRequest.Builder upload(String user, String path, byte[] content) {
        return server.as(user, path).header(CrossSite.HEADER, "1").header("Content-Type", "application/java-archive")
                .POST(HttpRequest.BodyPublishers.ofByteArray(content));
    }

    @Test
    void whatIsSentIsUsedAndGoneAfterwards() throws Exception {
        HttpResponse<String> done = server.send(upload("admin", "/updates/call/bundle", "code".getBytes(UTF_8)));

        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(asked).containsExactly("update call", "code");
        assertThat(files).hasSize(1).allSatisfy(file -> assertThat(file).doesNotExist());
    }

    @Test
    void whatChangedNothingIsARefusalWithAllThatSpeaksAgainstIt() throws Exception {
        works = false;
        HttpResponse<String> refused = server.send(server.post("admin", "/updates/call/rehearsal", "{\"url\":\"https://example.org/call.jar\"}"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("nothing has changed", "desk: differs");
        assertThat(asked).containsExactly("rehearse call");
    }

    @Test
    void bundlesHaveALimitAlsoWhenNobodySaysHowLargeTheyAre() throws Exception {
        byte[] large = new byte[(1 << 20) + 1];
        HttpRequest.Builder unsaid = server.as("admin", "/updates/call/bundle").header(CrossSite.HEADER, "1")
                .header("Content-Type", "application/java-archive")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        assertThat(server.send(unsaid).statusCode()).isEqualTo(413);
        assertThat(server.send(upload("admin", "/updates/call/bundle", new byte[0])).statusCode()).isEqualTo(400);
        assertThat(asked).isEmpty();
    }

    @Test
    void oneUpdateRunsAtATime() throws Exception {
        slow = true;
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> {
            try {
                return server.send(server.post("admin", "/updates/call/rollback", ""));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (asked.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(server.send(server.post("admin", "/updates/call/rollback", "")).statusCode()).isEqualTo(409);

        goOn.countDown();
        assertThat(first.get().statusCode()).isEqualTo(200);
    }

    @Test
    void codeIsForAdmins() throws Exception {
        assertThat(server.send(upload("manager", "/updates/call/bundle", "code".getBytes(UTF_8))).statusCode()).isEqualTo(403);
        assertThat(asked).isEmpty();
    }
}
