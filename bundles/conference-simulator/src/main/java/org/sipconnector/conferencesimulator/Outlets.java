package org.sipconnector.conferencesimulator;

import org.sipconnector.conferencesimulator.media.Outlet;

/** Makes what is sent to a connection. */
@FunctionalInterface
interface Outlets {

    /** @param name unique among all connections */
    Outlet make(String name);
}
