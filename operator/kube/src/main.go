// Command kubernetes is the control plane of the tests in one binary: etcd, kube-apiserver and
// kube-controller-manager, chosen by the name it is called by.
//
// One binary instead of three shares what they have in common, which is most of it, on disk and in
// the time it takes to link.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"          // --logging-format=json
	_ "k8s.io/component-base/metrics/prometheus/clientgo" // the metrics each component serves
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

// Usage errors exit like a shell's "command not found".
const exitUnknownComponent = 127

func main() {
	commands := map[string]func() *cobra.Command{
		"kube-apiserver":          apiserver.NewAPIServerCommand,
		"kube-controller-manager": controllers.NewControllerManagerCommand,
	}
	name := filepath.Base(os.Args[0])
	if name == "etcd" {
		etcdmain.Main(os.Args)
		return
	}
	command, known := commands[name]
	if !known {
		fmt.Fprintf(os.Stderr, "%s: call this binary by a link named etcd, kube-apiserver or kube-controller-manager\n", name)
		os.Exit(exitUnknownComponent)
	}
	os.Exit(cli.Run(command()))
}
