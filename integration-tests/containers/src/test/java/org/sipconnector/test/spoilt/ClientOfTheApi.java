/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.spoilt;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.slf4j.LoggerFactory;

/** Activator of a client's bundle that says in the log when it is started and stopped. */
public final class ClientOfTheApi implements BundleActivator {

    public static final String STARTED = "client is started";
    public static final String STOPPED = "client is stopped";

    @Override
    public void start(BundleContext context) {
        LoggerFactory.getLogger(SipConnectorFacade.class).info(STARTED);
    }

    @Override
    public void stop(BundleContext context) {
        LoggerFactory.getLogger(SipConnectorFacade.class).info(STOPPED);
    }
}
