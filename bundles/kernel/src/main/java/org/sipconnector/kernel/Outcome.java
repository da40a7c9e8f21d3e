package org.sipconnector.kernel;

import org.sipconnector.api.Event;

/**
 * What became of a stage a manager {@linkplain Lane#expect expects}.
 *
 * @param key   the key given
 * @param value its value, null when it failed or had none
 * @param error why it failed, null when it succeeded
 */
public record Outcome(String key, Object value, Throwable error) implements Event {

    public boolean succeeded() {
        return error == null;
    }
}
