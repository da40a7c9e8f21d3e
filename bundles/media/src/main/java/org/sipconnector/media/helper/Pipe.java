package org.sipconnector.media.helper;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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

        void received(Message kind, DataInputStream content) throws IOException;

        void ended();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Pipe.class);
    /** About ten frames of 640 by 360 pixels. */
    private static final int MEDIA_LIMIT = 4_000_000;

    private final DataInputStream in;
    private final OutputStream out;
    private final Listener listener;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
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
    void send(Message kind, Content content) {
        put(bytes(kind, content), Integer.MAX_VALUE);
    }

    /** Sends media, unless too much is waiting. */
    void offer(Message kind, Content content) {
        put(bytes(kind, content), MEDIA_LIMIT);
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private static byte[] bytes(Message kind, Content content) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try {
            DataOutputStream data = new DataOutputStream(buffer);
            data.writeInt(0);
            data.writeByte(kind.ordinal());
            content.write(data);
        } catch (IOException impossible) {
            throw new IllegalArgumentException(impossible.getMessage(), impossible);
        }
        byte[] message = buffer.toByteArray();
        int length = message.length - 4;
        for (int i = 0; i < 4; i++) {
            message[i] = (byte) (length >> 24 - 8 * i);
        }
        return message;
    }

    private synchronized void put(byte[] message, int limit) {
        if (!closed && waitingBytes < limit) {
            waiting.add(message);
            waitingBytes += message.length;
            notifyAll();
        }
    }

    private void writeAll() {
        try (OutputStream output = out) {
            for (byte[] next = next(); next != null; next = next()) {
                output.write(next);
                output.flush();
            }
        } catch (IOException ended) {
            LOG.debug("Writing to a media helper ended: {}", ended.toString());
        }
        close();
    }

    private synchronized byte[] next() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                return null;
            }
        }
        byte[] message = waiting.poll();
        if (message != null) {
            waitingBytes -= message.length;
        }
        return message;
    }

    private void readAll() {
        Message[] kinds = Message.values();
        try {
            while (true) {
                byte[] message = new byte[in.readInt()];
                in.readFully(message);
                received(kinds[message[0]], message);
            }
        } catch (IOException ended) {
            LOG.debug("Reading from a media helper ended: {}", ended.toString());
        } finally {
            close();
            listener.ended();
        }
    }

    private void received(Message kind, byte[] message) {
        try {
            listener.received(kind, new DataInputStream(new ByteArrayInputStream(message, 1, message.length - 1)));
        } catch (IOException | RuntimeException failure) {
            LOG.error("A {} of a media helper could not be worked off", kind, failure);
        }
    }
}
