/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.DataInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.media.engine.LocalEngine;
import org.sipconnector.media.engine.SystemLibraries;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;

/**
 * The helper process: an engine of its own at the end of a pipe. Commands come from standard input; what happens goes
 * out on descriptor 3, since the library may print to the standard output. It ends when its input ends.
 */
public final class HelperMain implements Pipe.Listener {

    private static final String OUT = "/dev/fd/3";
    private static final Duration STATUS_PERIOD = Duration.ofMillis(250);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Set<ConnectorId> owners = ConcurrentHashMap.newKeySet();
    private final Set<PeerId> peers = ConcurrentHashMap.newKeySet();
    private final RemoteServices services;
    private final LocalEngine engine;
    private final Pipe pipe;

    private HelperMain() throws IOException {
        services = new RemoteServices();
        engine = new LocalEngine(services, new SystemLibraries(), Optional.of(this::drawn));
        pipe = new Pipe("media-helper", System.in, new FileOutputStream(OUT), this);
        services.use(pipe);
    }

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new HelperMain().run();
        // the library's threads would keep the process, and its exit handlers may crash
        Runtime.getRuntime().halt(0);
    }

    private void run() throws InterruptedException {
        do {
            HelperStatus status = new HelperStatus(engine.health(), engine.statistics(),
                    peers.stream().flatMap(peer -> engine.flow(peer).stream()).toList());
            pipe.send(PipeMessage.STATUS, out -> Codec.write(out, HelperStatus.class, status));
        } while (!ended.await(STATUS_PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void received(PipeMessage kind, DataInputStream content) throws IOException {
        switch (kind) {
            case COMMAND -> command(content);
            case AUDIO -> services.audio(content);
            case VIDEO -> services.video(content);
            case BROKEN -> services.broken(content);
            case SOURCE_FAILED -> services.sourceFailed(content);
            default -> throw new IOException("a helper does not understand " + kind);
        }
    }

    @Override
    public void ended() {
        ended.countDown();
    }

    private void command(DataInputStream content) throws IOException {
        String name = Codec.text(content);
        Method method = Arrays.stream(MediaEngine.class.getMethods()).filter(one -> one.getName().equals(name)).findFirst()
                .orElseThrow(() -> new IOException("there is no command " + name));
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = Codec.read(content, method.getGenericParameterTypes()[i]);
        }
        if (name.equals("open") || name.equals("reopen")) {
            begin((ConnectorId) arguments[0], (PeerId) arguments[1]);
        }
        try {
            method.invoke(engine, arguments);
        } catch (IllegalAccessException | InvocationTargetException failure) {
            throw new IOException("command " + name + " failed", failure);
        }
    }

    private void drawn(PeerId peer, PeerConnectionState now) {
        pipe.send(PipeMessage.BLUEPRINT, out -> {
            Codec.write(out, PeerId.class, peer);
            Codec.write(out, PeerConnectionState.class, now);
        });
    }

    private void begin(ConnectorId owner, PeerId peer) {
        peers.add(peer);
        if (owners.add(owner)) {
            engine.attach(owner, event -> {
                if (event instanceof MediaEvent.PeerClosed closed) {
                    peers.remove(closed.peer());
                }
                pipe.send(PipeMessage.EVENT, out -> {
                    Codec.write(out, ConnectorId.class, owner);
                    Codec.write(out, MediaEvent.class, event);
                });
            });
        }
    }
}
