package dev.understudy.bench;

/// nginx as a plain reverse proxy: one worker, kept connections, nothing buffered, nothing logged.
final class Nginx {
    private Nginx() {}

    /// The configuration; its relative paths are below the folder nginx is started with.
    static String config(int port, int upstream) {
        return """
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log stderr crit;
        events { worker_connections 8192; }
        http {
            access_log off;
            client_body_temp_path client_body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            keepalive_requests 1000000000;
            tcp_nodelay on;
            upstream sandbox {
                server 127.0.0.1:%d;
                keepalive 64;
                keepalive_requests 1000000000;
            }
            server {
                listen 127.0.0.1:%d backlog=2048;
                location / {
                    proxy_pass http://sandbox;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_buffering off;
                    proxy_read_timeout 120s;
                }
            }
        }
        """
                .formatted(upstream, port);
    }
}
