/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of the connection between the server and a helper: whole messages in order. Sending never blocks; media that
 * finds too much waiting is dropped, commands and events never are. Owns one thread that reads and one that writes.
 */
final class Pipe {

    /** Fills a message. */
    interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    /** Hears messages, on the reading thread, and once of the end. */
    interface Listener {

        void received(PipeMessage kind, DataInputStream content) throws IOException;

        void ended();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Pipe.class);
    /** About ten frames of 640 by 360 pixels. */
    private static final int MEDIA_LIMIT = 4_000_000;
    private static final int USUAL_SIZE = 512;
    /** A picture of 7680 by 4320 pixels and what goes with it. */
    private static final int LARGEST = 64 << 20;

    private final DataInputStream in;
    private final OutputStream out;
    private final Listener listener;
    private final Queue<Outgoing> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean closed;

    Pipe(String name, InputStream in, OutputStream out, Listener listener) {
        this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        this.out = out;
        this.listener = listener;
        start(name + "-in", this::readAll);
        start(name + "-out", this::writeAll);
    }

    private static void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends a message that must arrive. */
    void send(PipeMessage kind, Content content) {
        send(kind, USUAL_SIZE, content);
    }

    /** Sends a message that must arrive, of about this many bytes. */
    void send(PipeMessage kind, int size, Content content) {
        put(new Outgoing(kind, size, content), Integer.MAX_VALUE);
    }

    /** Sends media of about this many bytes, unless too much is waiting. */
    void offer(PipeMessage kind, int size, Content content) {
        if (waits(MEDIA_LIMIT)) {
            put(new Outgoing(kind, size, content), MEDIA_LIMIT);
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized boolean waits(int limit) {
        return !closed && waitingBytes < limit;
    }

    private synchronized void put(Outgoing message, int limit) {
        if (waits(limit)) {
            waiting.add(message);
            waitingBytes += message.size();
            notifyAll();
        }
    }

    private void writeAll() {
        try (OutputStream output = out) {
            for (Outgoing next = next(); next != null; next = next()) {
                next.writeTo(output);
                output.flush();
            }
        } catch (IOException ended) {
            LOG.debug("Writing to a media helper ended: {}", ended.toString());
        }
        close();
    }

    private synchronized Outgoing next() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                return null;
            }
        }
        Outgoing message = waiting.poll();
        if (message != null) {
            waitingBytes -= message.size();
        }
        return message;
    }

    private void readAll() {
        PipeMessage[] kinds = PipeMessage.values();
        try {
            while (true) {
                byte[] message = new byte[size(in.readInt())];
                in.readFully(message);
                if (message[0] < 0 || message[0] >= kinds.length) {
                    throw new IOException("there is no message of kind " + message[0]);
                }
                received(kinds[message[0]], message);
            }
        } catch (IOException ended) {
            LOG.debug("Reading from a media helper ended: {}", ended.toString());
        } finally {
            close();
            listener.ended();
        }
    }

    /** The other end decodes what comes from the network, and may be anybody's by now. */
    private static int size(int told) throws IOException {
        if (told < 1 || told > LARGEST) {
            throw new IOException("a message of " + told + " bytes");
        }
        return told;
    }

    private void received(PipeMessage kind, byte[] message) {
        try {
            listener.received(kind, new DataInputStream(new ByteArrayInputStream(message, 1, message.length - 1)));
        } catch (IOException | RuntimeException failure) {
            LOG.error("A {} of a media helper could not be worked off", kind, failure);
        }
    }
}
