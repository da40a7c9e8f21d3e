/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.engine;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;

/** The engine did not do what it was asked for; nothing of it was done, unless it could not be reached. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Code code;

    EngineException(String what, KeeperException cause) {
        super(what + ": " + cause.getMessage(), cause);
        code = cause.code();
    }

    EngineException(String what) {
        super(what);
        code = Code.CONNECTIONLOSS;
    }

    /** That no server is reached. */
    public static EngineException unreachable(String servers) {
        return new EngineException("no server is reached of " + servers);
    }

    /** Somebody else was there before: what was read is not true any more. */
    public boolean isConflict() {
        return code == Code.NODEEXISTS || code == Code.NONODE || code == Code.BADVERSION || code == Code.RUNTIMEINCONSISTENCY;
    }

    /** Whoever this is may not do it: what is there was written by another user. */
    public boolean isRefused() {
        return code == Code.NOAUTH || code == Code.AUTHFAILED;
    }

    /** It may have been done, or not. */
    public boolean isUnreachable() {
        return code == Code.CONNECTIONLOSS || code == Code.OPERATIONTIMEOUT;
    }
}
