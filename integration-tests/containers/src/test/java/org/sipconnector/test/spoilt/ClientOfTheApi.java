/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.spoilt;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.slf4j.LoggerFactory;

/** Activator of a client's bundle that says in the log when it is started and stopped, and of each facade it can use that it has come. */
public final class ClientOfTheApi implements BundleActivator {

    public static final String STARTED = "client is started";
    public static final String STOPPED = "client is stopped";
    public static final String SEES = "client sees a facade";

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        LoggerFactory.getLogger(SipConnectorFacade.class).info(STARTED);
        // told of those only that are of the API it is wired to
        context.addServiceListener(event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                LoggerFactory.getLogger(SipConnectorFacade.class).info(SEES);
            }
        }, "(" + Constants.OBJECTCLASS + "=" + SipConnectorFacade.class.getName() + ")");
    }

    @Override
    public void stop(BundleContext context) {
        LoggerFactory.getLogger(SipConnectorFacade.class).info(STOPPED);
    }
}
